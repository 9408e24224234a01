package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.cli.ScreenState.Best;
import dev.gridcast.server.cli.ScreenState.VolunteerLine;
import dev.gridcast.server.cli.ScreenState.Work;
import dev.gridcast.server.lease.Counts;
import dev.gridcast.server.web.Live;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreenTextTest {

  private static final ScreenState START =
      new ScreenState(
          "demo",
          counts(16, 0, 0, 0, 0, 0),
          0,
          0,
          Optional.empty(),
          803.6812,
          List.of(),
          Optional.empty());

  private static final ScreenState MIDDLE =
      new ScreenState(
          "demo",
          counts(16, 7, 1, 2, 0, 0),
          0,
          0,
          Optional.of(new Best(5, "ada", 795.1204, 0.01065)),
          803.6812,
          List.of(
              new VolunteerLine("ada", Optional.empty(), List.of(new Work(8, 12, 40, 802.1))),
              new VolunteerLine("grace", Optional.empty(), List.of(new Work(9, 0, 0, Double.NaN))),
              new VolunteerLine("alan", Optional.empty(), List.of())),
          Optional.of(Duration.ofSeconds(80)));

  @Test
  void theBlockShowsCountsBestEachVolunteerAndTheTimeLeft() {
    assertThat(new ScreenText(false).block(MIDDLE))
        .containsExactly(
            "demo",
            "  [##########--------------]  43 %, about 80 s left",
            "  cases         7 of 16 done, 2 leased, 1 being checked, 6 left, 0 failed",
            "  best so far   RMSE 795.12, persistence 803.681, skill +1.07 % (case 5)",
            "  ada           case 8  epoch 12/40 [###---------]  validation RMSE 802.1",
            "  grace         case 9  starting",
            "  alan          waiting");
  }

  @Test
  void whoWaitsAtTheDoorAndHowTheOthersAreConnectedIsShown() {
    ScreenState state =
        new ScreenState(
            "demo",
            counts(16, 0, 0, 1, 0, 0),
            0,
            2,
            Optional.empty(),
            803.6812,
            List.of(
                new VolunteerLine(
                    "ada",
                    Optional.of("direct (host to host, udp)"),
                    List.of(new Work(9, 0, 0, Double.NaN))),
                new VolunteerLine("alan", Optional.of("relayed (relay to prflx, udp)"), List.of()),
                new VolunteerLine("eve", Optional.of("direct (host to host, tcp)"), List.of())),
            Optional.empty());
    assertThat(new ScreenText(false).block(state))
        .contains(
            "  at the door   2 keys: gridcast server members",
            "  connected     2 direct, 1 relayed",
            "  ada           case 9  starting",
            "  alan          waiting, connected relayed (relay to prflx, udp)");
    assertThat(new ScreenText(false).line(state)).contains(", 2 keys at the door");
  }

  @Test
  void beforeTheFirstResultNothingIsInvented() {
    assertThat(new ScreenText(false).block(START))
        .containsExactly(
            "demo",
            "  [------------------------]  0 %, time left: not known yet",
            "  cases         0 of 16 done, 0 leased, 16 left, 0 failed",
            "  best so far   none yet, persistence 803.681",
            "  no volunteer is connected");
  }

  @Test
  void oneLineSaysTheSameToAFile() {
    assertThat(new ScreenText(false).line(MIDDLE))
        .isEqualTo(
            "7 of 16 cases done, 2 leased, 1 being checked, 6 left, 0 failed; best so far: RMSE"
                + " 795.12, persistence 803.681, skill +1.07 % (case 5); ada case 8 epoch"
                + " 12/40, grace case 9 starting, alan waiting; about 80 s left");
  }

  @Test
  void theBlockFitsANarrowTerminal() {
    assertThat(new ScreenText(false).block(MIDDLE)).allMatch(line -> line.length() < 80);
  }

  @Test
  void withoutColoursThereIsNoEscapeSequence() {
    assertThat(String.join("", new ScreenText(false).block(MIDDLE))).doesNotContain("\u001b");
    assertThat(String.join("", new ScreenText(true).block(MIDDLE))).contains("\u001b[32mskill");
  }

  @Test
  void aModelThatDoesNotBeatPersistenceIsNotGreen() {
    ScreenState worse =
        new ScreenState(
            "demo",
            counts(16, 7, 0, 0, 0, 0),
            0,
            0,
            Optional.of(new Best(5, "ada", 900, -0.12)),
            803.6812,
            List.of(),
            Optional.empty());
    assertThat(String.join("", new ScreenText(true).block(worse)))
        .contains("\u001b[33mskill -12.00 %")
        .doesNotContain("\u001b[32m");
  }

  @Test
  void aCrowdIsCutToFitTheTerminal() {
    List<VolunteerLine> crowd =
        IntStream.range(0, 25)
            .mapToObj(i -> new VolunteerLine("v" + i, Optional.empty(), List.of()))
            .toList();
    ScreenState state =
        new ScreenState(
            "demo", counts(16, 0, 0, 0, 0, 0), 0, 0, Optional.empty(), 1, crowd, Optional.empty());
    assertThat(new ScreenText(false).block(state))
        .hasSize(15)
        .last()
        .isEqualTo("  and 15 more volunteers");
  }

  @Test
  void aLongNameKeepsTheColumns() {
    ScreenState state =
        new ScreenState(
            "demo",
            counts(16, 0, 0, 0, 0, 0),
            0,
            0,
            Optional.empty(),
            1,
            List.of(new VolunteerLine("a-very-long-volunteer-name", Optional.empty(), List.of())),
            Optional.empty());
    assertThat(new ScreenText(false).block(state)).last().isEqualTo("  a-very-long~  waiting");
  }

  @Test
  void claimsEndTheirCasesAndAreCountedApart() {
    ScreenState state =
        new ScreenState(
            "demo",
            counts(4, 1, 0, 0, 0, 3),
            0,
            0,
            Optional.empty(),
            1,
            List.of(),
            Optional.empty());
    assertThat(new ScreenText(false).line(state))
        .startsWith("1 of 4 cases done, 3 claimed only, 0 leased, 0 left, 0 failed")
        .endsWith("all cases have ended");
  }

  @Test
  void whatWaitsAndWhatWentWrongIsShownWithTheCommandToLookAtIt() {
    Counts counts = new Counts(60, 12, 1, 2, 3, 4, 30, 0, 5, 1, 2);
    ScreenState state =
        new ScreenState("demo", counts, 1, 0, Optional.empty(), 1, List.of(), Optional.empty());
    assertThat(new ScreenText(false).block(state))
        .containsExactly(
            "demo",
            "  [###############---------]  63 %, time left: not known yet",
            "  cases         30 of 60 done, 2 leased, 3 being checked, 13 left",
            "  best so far   none yet, persistence 1",
            "  waiting       4 for a second training",
            "  given up      5 failed, 1 quarantined, 2 abandoned: gridcast server quarantine",
            "  suspended     1 volunteer: gridcast server volunteers",
            "  no volunteer is connected")
        .allMatch(line -> line.length() <= 80);
    assertThat(new ScreenText(false).line(state))
        .startsWith(
            "30 of 60 cases done, 2 leased, 3 being checked, 13 left, 5 failed, 1 quarantined, 2"
                + " abandoned, 4 waiting for a second training, 1 volunteer suspended; best");
    assertThat(CountsText.standing(counts))
        .isEqualTo(
            "30 of 60 cases verified, 3 waiting for verification, 4 waiting for a second training,"
                + " 5 failed, 1 quarantined, 2 abandoned");
  }

  @Test
  void manySuspendedVolunteersAreNotCountedOneByOne() {
    ScreenState state =
        new ScreenState(
            "demo",
            counts(1, 0, 0, 0, 0, 0),
            100,
            0,
            Optional.empty(),
            1,
            List.of(),
            Optional.empty());
    assertThat(new ScreenText(false).block(state))
        .contains("  suspended     more than 99 volunteers: gridcast server volunteers");
  }

  private static Counts counts(
      long total, long verified, long reported, long leased, long failed, long claimed) {
    long rest = total - verified - reported - leased - failed - claimed;
    return new Counts(total, rest, 0, leased, reported, 0, verified, claimed, failed, 0, 0);
  }

  @Test
  void severalCasesOfOneVolunteerShareALine() {
    List<Work> works =
        IntStream.range(0, 16)
            .mapToObj(i -> i == 1 ? new Work(i, 0, 0, Double.NaN) : new Work(i, 12, 40, 1))
            .toList();
    assertThat(volunteersOf(works.subList(0, 2)))
        .isEqualTo("  ada           2 cases: 0 epoch 12/40, 1 starting");
    assertThat(volunteersOf(works))
        .isEqualTo("  ada           16 cases: 0 epoch 12/40, 1 starting, 2 epoch 12/40, 13 more")
        .hasSizeLessThan(80);
    assertThat(new ScreenText(false).line(with(works))).contains("; ada 16 cases; ");
  }

  private static String volunteersOf(List<Work> works) {
    List<String> block = new ScreenText(false).block(with(works));
    return block.get(block.size() - 1);
  }

  private static ScreenState with(List<Work> works) {
    return new ScreenState(
        "demo",
        counts(99, 0, 0, works.size(), 0, 0),
        0,
        0,
        Optional.empty(),
        1,
        List.of(new VolunteerLine("ada", Optional.empty(), works)),
        Optional.empty());
  }

  @Test
  void theBrokersAreShownAndWhichIsAway() {
    Live.Broker good = new Live.Broker("mqtts://one:8883", true, "", 7, 0);
    Live.Broker bad = new Live.Broker("mqtt://two:1883", false, "connection refused", 0, 0);

    assertThat(new ScreenText(false).block(at(good)))
        .contains("  brokers       listening at 1 of 1");
    assertThat(new ScreenText(false).block(at(good, bad)))
        .contains(
            "  brokers       listening at 1 of 2; mqtt://two:1883 is away: connection refused");
    assertThat(new ScreenText(false).line(at(good, bad)))
        .contains("; mqtt://two:1883 is away: connection refused; best so far");
    assertThat(new ScreenText(false).line(at(good))).doesNotContain("mqtt");
  }

  private static ScreenState at(Live.Broker... brokers) {
    return new ScreenState(
        "demo",
        counts(16, 0, 0, 0, 0, 0),
        0,
        0,
        Optional.empty(),
        1,
        List.of(),
        Optional.empty(),
        List.of(brokers));
  }

  @Test
  void theMachinesLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(new ScreenText(false).block(MIDDLE).get(3)).contains("795.12", "+1.07 %");
      assertThat(Figures.count(10_000_000)).isEqualTo("10,000,000");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void durationsAreNoFinerThanTheyDeserve() {
    assertThat(Figures.duration(Duration.ofMillis(400))).isEqualTo("0 s");
    assertThat(Figures.duration(Duration.ofSeconds(89))).isEqualTo("89 s");
    assertThat(Figures.duration(Duration.ofSeconds(207))).isEqualTo("3 min 20 s");
    assertThat(Figures.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    assertThat(Figures.duration(Duration.ofDays(9))).isEqualTo("9 days");
  }

  @Test
  void pricesHaveSixDigitsWhateverTheirSize() {
    assertThat(Figures.price(67012.3456)).isEqualTo("67012.3");
    assertThat(Figures.price(0.000123456789)).isEqualTo("0.000123457");
    assertThat(Figures.price(1_000_000)).isEqualTo("1000000");
    assertThat(Figures.price(0)).isEqualTo("0");
    assertThat(Figures.price(Double.NaN)).isEqualTo("-");
  }
}
