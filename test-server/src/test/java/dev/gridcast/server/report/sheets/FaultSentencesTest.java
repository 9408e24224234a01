package dev.gridcast.server.report.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.report.sheets.SheetsFault.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads when something is wrong, and that it is the right thing. */
class FaultSentencesTest {

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private MirrorWorld world;

  private final List<String> right = new ArrayList<>();

  @BeforeEach
  void start() {
    world = new MirrorWorld(folder, 10, 1);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** The fault that a check finds; null when it finds none. */
  private @Nullable SheetsFault check() throws InterruptedException {
    return check(world.target());
  }

  private @Nullable SheetsFault check(SheetsTarget target) throws InterruptedException {
    right.clear();
    try {
      SheetsCheck.run(
          target,
          Optional.of(world.store.experiment().spaceHash()),
          world.clock,
          this::pause,
          right::add);
      return null;
    } catch (SheetsFault e) {
      return e;
    }
  }

  private void pause(java.time.Duration time) {
    world.clock.move(time);
  }

  private void assertFault(Kind kind, String... words) throws InterruptedException {
    assertThat(check())
        .isNotNull()
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(kind);
              assertThat(fault.sentence()).contains(words).doesNotContain("\n");
            });
  }

  @Test
  void allIsWell() throws Exception {
    world.google.share(MirrorWorld.SHEET);
    world.shareWith = List.of("ada@example.org");

    assertThat(check()).isNull();
    assertThat(right)
        .hasSize(7)
        .anyMatch(line -> line.contains(world.key.email()))
        .anyMatch(line -> line.contains("Ada's sheet"))
        .anyMatch(line -> line.contains("Results, Leaderboard, Volunteers"));
    assertThat(world.google.book(MirrorWorld.SHEET).titles()).containsExactly("Sheet1");
  }

  @Test
  void afterTheMirrorRanItHasAllTabs() throws Exception {
    world.google.share(MirrorWorld.SHEET);
    world.connect().settle();

    assertThat(check()).isNull();
    assertThat(right).contains("it has all tabs");
  }

  @Test
  void noKeyFile() throws Exception {
    java.nio.file.Files.delete(world.keyFile);
    assertFault(Kind.KEY_MISSING, "key.json", "docs/sheets.md");
  }

  @Test
  void aFileThatIsNoKeyAndIsNotQuoted() throws Exception {
    FakeKey.writeNonsense(
        world.keyFile, "{\"type\": \"authorized_user\", \"client_secret\": \"hush\"}");
    assertFault(Kind.KEY_WRONG, "type JSON");
    FakeKey.writeNonsense(world.keyFile, "BEGIN PRIVATE KEY hush");
    assertFault(Kind.KEY_WRONG, "is no key of a service account");
    FakeKey.writeNonsense(
        world.keyFile,
        "{\"type\":\"service_account\",\"client_email\":\"a@b\",\"client_id\":\"1\","
            + "\"private_key_id\":\"1\",\"private_key\":\"-----BEGIN PRIVATE KEY-----\\nhush\\n"
            + "-----END PRIVATE KEY-----\\n\"}");
    SheetsFault fault = check();
    assertThat(fault).isNotNull();
    assertThat(String.valueOf(fault)).doesNotContain("hush");
  }

  @Test
  void aKeyThatGoogleDoesNotTake() throws Exception {
    world.google.tokenRefusal = "Invalid JWT Signature.";
    assertFault(Kind.KEY_REFUSED, world.key.email(), "make a new key");
  }

  @Test
  void aClockThatIsWrong() throws Exception {
    world.google.tokenRefusal =
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable"
            + " timeframe. Check your iat and exp values in the JWT claim.";
    assertFault(Kind.CLOCK_WRONG, "2026-01-01T12:00:00Z", "set the clock");
  }

  @Test
  void noSuchSpreadsheet() throws Exception {
    assertFault(Kind.NOT_FOUND, MirrorWorld.SHEET, "between /d/ and /edit");
  }

  @Test
  void aSpreadsheetThatIsNotShared() throws Exception {
    world.google.unshared(MirrorWorld.SHEET);
    assertFault(Kind.NOT_SHARED, "press Share", world.key.email(), "Editor");
    assertThat(right).hasSize(2);
  }

  @Test
  void aSpreadsheetThatIsSharedToLookAtOnly() throws Exception {
    world.google.share(MirrorWorld.SHEET).readOnly = true;
    assertFault(Kind.NOT_SHARED, "as an editor");
    assertThat(right).hasSize(3);
  }

  @Test
  void anApiThatIsNotEnabled() throws Exception {
    world.google.share(MirrorWorld.SHEET);
    world.google.refusal =
        List.of(
            "forbidden",
            "Google Sheets API has not been used in project 117 before or it is disabled. Enable"
                + " it by visiting https://console.developers.google.com/");
    assertFault(Kind.SHEETS_API_OFF, "Sheets API is not enabled", "step 2");
    world.google.refusal = List.of();
    world.google.driveRefusal =
        List.of(
            "accessNotConfigured",
            "Google Drive API has not been used in project 117 before or it is disabled.");
    assertThat(check()).isNull(); // not needed where nothing is to be made
    world.shareWith = List.of("ada@example.org");
    assertFault(Kind.DRIVE_API_OFF, "Drive API is not enabled");
  }

  @Test
  void anAccountThatMayOwnNoFiles() throws Exception {
    world.google.driveRefusal =
        List.of("storageQuotaExceeded", "The user's Drive storage quota has been exceeded.");
    world.sheets = List.of();
    world.shareWith = List.of("ada@example.org");
    assertFault(Kind.NO_STORAGE, "make a spreadsheet yourself");
  }

  @Test
  void googleIsBusyOrDownOrAway() throws Exception {
    world.google.share(MirrorWorld.SHEET);
    world.google.trouble = () -> Fault.TOO_MANY_FOR_SECONDS;
    assertFault(Kind.BUSY, "quota");
    world.google.trouble = () -> Fault.UNAVAILABLE;
    assertFault(Kind.DOWN, "503");
    world.google.trouble = () -> Fault.SILENT;
    assertFault(Kind.NO_CONNECTION, "cannot be reached");
    world.google.trouble = () -> Fault.NONE;
    SheetsTarget nowhere =
        new SheetsTarget(
            world.keyFile,
            world.sheets,
            List.of(),
            world.target().memory(),
            SheetsTarget.Google.at(URI.create("http://127.0.0.1:9/")));
    assertThat(check(nowhere))
        .isNotNull()
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.NO_CONNECTION));
  }

  @Test
  void aFullSpreadsheetWithoutAnotherOne() throws Exception {
    world.google.share(MirrorWorld.SHEET);
    world.google.mostCells =
        Tables.plans(world.store).stream()
                .filter(plan -> plan.tab() != Tab.RESULTS)
                .mapToLong(TabPlan::cells)
                .sum()
            + 4L * (world.header().size() + 10);
    world.lease(List.of(0L, 8L));
    world.connect();
    for (int i = 0; i < 20; i++) {
      world.step();
    }
    assertThat(world.faults).extracting(SheetsFault::kind).contains(Kind.FULL);
    assertThat(world.faults)
        .anySatisfy(
            fault ->
                assertThat(fault.sentence())
                    .contains("it holds 3 cases", "share it with " + world.key.email()));

    world.google.share("2" + MirrorWorld.SHEET); // the operator does as told
    world.sheets = List.of(MirrorWorld.SHEET, "2" + MirrorWorld.SHEET);
    world.connect().settleAndLookAtEverything();
    world.assertSheetsAreLikeTheStore();
    assertThat(world.library.ids().values()).containsExactlyElementsOf(world.sheets);
    FakeTab experiment = world.google.book(MirrorWorld.SHEET).tab("Experiment");
    assertThat(IntStream.rangeClosed(1, experiment.lastRow()).mapToObj(experiment::row))
        .anyMatch(row -> row.contains(SheetsTarget.address("2" + MirrorWorld.SHEET)));
  }

  @Test
  void aDamagedMemory() throws Exception {
    world.google.share(MirrorWorld.SHEET);
    FakeKey.writeNonsense(world.target().memory(), "{\"experiment\": ");
    assertFault(Kind.MEMORY, "sheets.json", "is damaged");
  }
}
