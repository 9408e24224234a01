package dev.gridcast.server.report.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.report.sheets.SheetsFault.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildTest {

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private MirrorWorld world;

  private final List<Long> progress = new ArrayList<>();

  @BeforeEach
  void start() {
    world = new MirrorWorld(folder, 2_000, 1);
    world.verify(LongStream.range(0, 1_500).boxed().toList());
  }

  @AfterEach
  void close() {
    world.close();
  }

  private String rebuild(boolean takeOver) throws SheetsFault, InterruptedException {
    return SheetsRebuild.run(
        world.store,
        world.target(),
        takeOver,
        world.clock,
        world::pause,
        (done, total) -> progress.add(done));
  }

  @Test
  void writesEverythingAnewThroughFaultsAndLeavesPeoplesColumns() throws Exception {
    world.google.share(MirrorWorld.SHEET);
    world.connect().settle();
    int width = world.header().size();
    for (int row = 1; row < 1_700; row += 7) {
      world.results().set(row, row % width, "nonsense");
    }
    world.results().set(3, width, "mine");
    Random chance = new Random(3);
    world.google.trouble = () -> chance.nextInt(4) == 0 ? Fault.LOST_AFTER : Fault.NONE;

    String address = rebuild(false);

    assertThat(address).isEqualTo(SheetsTarget.address(MirrorWorld.SHEET));
    world.connect(); // for its layout
    world.assertSheetsAreLikeTheStore();
    assertThat(world.results().get(3, width)).isEqualTo("mine");
    assertThat(progress).isSorted().endsWith(1_500L);
    assertThat(world.google.refusedByQuota()).isZero();
  }

  @Test
  void takesOverTheSpreadsheetOfAnotherExperimentOnlyWhenTold() throws Exception {
    FakeWorkbook book = world.google.share(MirrorWorld.SHEET);
    world.connect().settle();
    ((com.fasterxml.jackson.databind.node.ObjectNode) book.marks.values().iterator().next())
        .put("metadataValue", "another");
    world.results().set(1_900, 3, "of the other experiment");

    assertThatThrownBy(() -> rebuild(false))
        .isInstanceOfSatisfying(
            SheetsFault.class, fault -> assertThat(fault.kind()).isEqualTo(Kind.OTHER_EXPERIMENT));
    rebuild(true);

    world.connect();
    world.assertSheetsAreLikeTheStore();
    assertThat(book.titles()).startsWith("Sheet1", "Results").hasSize(7);
  }

  @Test
  void makesAndSharesASpreadsheetAndAnotherOneWhenThatIsGone() throws Exception {
    world.sheets = List.of();
    world.shareWith = List.of("ada@example.org", "bob@example.org");
    Random chance = new Random(5);
    world.google.trouble = () -> chance.nextInt(3) == 0 ? Fault.LOST_AFTER : Fault.NONE;
    rebuild(false);

    FakeWorkbook made = world.google.books().get(0);
    assertThat(world.google.books()).hasSize(1); // whatever was lost, it was made once
    assertThat(made.sharedWith).contains("ada@example.org", "bob@example.org");
    assertThat(made.titles()).doesNotContain("Sheet1").startsWith("Results");
    assertThat(made.title).isEqualTo("Gridcast demo");

    world.google.remove(made.id);
    world.google.trouble = () -> Fault.NONE;
    world.connect().step();
    assertThat(world.faults)
        .anySatisfy(fault -> assertThat(fault.sentence()).contains("sheets rebuild"));
    rebuild(false);

    world.connect();
    world.assertSheetsAreLikeTheStore();
    assertThat(world.google.books().get(0).id).isNotEqualTo(made.id);
  }

  @Test
  void aNewReleaseWithMoreColumnsMovesPeoplesOwn() throws Exception {
    world.google.share(MirrorWorld.SHEET);
    world.connect().settle();
    int width = world.header().size();
    // As if two of our columns had come with this release: the ones before are people's.
    FakeTab tab = world.results();
    for (int row = 1; row <= tab.lastRow(); row++) {
      tab.set(row, width - 2, row == 1 ? "my notes" : row == 5 ? "look" : "");
      tab.set(row, width - 1, "");
    }
    Path memory = world.target().memory();
    Files.writeString(
        memory,
        Files.readString(memory).replace("\"columns\" : " + width, "\"columns\" : " + (width - 2)));

    world.connect().settleAndLookAtEverything();

    world.assertSheetsAreLikeTheStore();
    assertThat(world.results().get(1, width)).isEqualTo("my notes");
    assertThat(world.results().get(5, width)).isEqualTo("look");
  }
}
