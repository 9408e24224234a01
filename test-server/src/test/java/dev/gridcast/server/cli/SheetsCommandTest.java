package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.report.sheets.FakeGoogle;
import dev.gridcast.server.report.sheets.FakeKey;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sheets check} and {@code sheets rebuild}, against a stand-in of Google. */
class SheetsCommandTest {

  private static final String ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final FakeKey key = new FakeKey();
  private final FakeGoogle google = FakeGoogle.start(Clock.systemUTC(), key);

  // JUnit sets it before anything runs.
  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  @BeforeEach
  void writeKey() {
    key.write(folder.resolve("key.json"), google.tokenUri());
  }

  @AfterEach
  void stop() {
    google.close();
  }

  private int run(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of("sheets", command));
    arguments.addAll(List.of(more));
    return ServerMain.run(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(new String[0]));
  }

  private String[] here(String root) {
    return new String[] {
      "--sheets-key",
      folder.resolve("key.json").toString(),
      "--sheets-spreadsheet",
      "https://docs.google.com/spreadsheets/d/" + ID + "/edit#gid=0",
      "--data-dir",
      folder.toString(),
      "--google-root",
      root
    };
  }

  @Test
  void checkSaysThatAllIsWell() {
    google.share(ID);
    assertThat(run("check", here(google.root().toString()))).isZero();
    assertThat(out.toString())
        .contains("ok  the key file is a key of " + key.email())
        .contains("ok  it is shared with")
        .contains("all is well");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void checkSaysWhatIsWrongInOneLine() {
    google.unshared(ID);
    assertThat(run("check", here(google.root().toString()))).isEqualTo(2);
    assertThat(err.toString()).contains("press Share", key.email()).hasLineCount(1);
  }

  @Test
  void checkSaysThatThereIsNoConnection() {
    assertThat(run("check", here("http://127.0.0.1:9/"))).isEqualTo(5);
    assertThat(err.toString()).contains("cannot be reached").hasLineCount(1);
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThat(run("check")).isEqualTo(2);
    assertThat(err.toString()).contains("which mirror?");
    assertThat(run("check", "--sheets-spreadsheet", ID)).isEqualTo(2);
    assertThat(err.toString()).contains("--sheets-key");
    assertThat(run("check", "--sheets-key", "k.json")).isEqualTo(2);
    assertThat(err.toString()).contains("--sheets-share-with");
    assertThat(run("check", "--sheets-key", "k.json", "--sheets-spreadsheet", "my sheet"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("my sheet is not a spreadsheet's id");
    assertThat(ServerMain.run(new PrintWriter(out, true), new PrintWriter(err, true), "sheets"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("check or rebuild");
  }

  @Test
  void theHelpTeaches() {
    assertThat(run("check", "--help")).isZero();
    assertThat(out.toString())
        .contains("Exit codes", "--sheets-key", "step by step")
        .doesNotContain("google-root");
  }

  @Test
  void rebuildWritesTheStore() {
    google.share(ID);
    try (Store store = SqliteStore.open(folder.resolve("gridcast.db"), Samples.experiment(100))) {
      store.update(
          writer -> {
            writer.seeVolunteer("ada", "Ada", "m", Samples.START);
            writer.insertCase(Samples.leasedCase(4));
            writer.insertAttempt(
                "secret", 4, "ada", Samples.START, Samples.START, Samples.START.plusSeconds(9));
          });
    }

    assertThat(run("rebuild", here(google.root().toString()))).isZero();

    assertThat(out.toString())
        .contains("100 %: 1 of 1 cases")
        .contains("all results are in https://docs.google.com/spreadsheets/d/" + ID);
    assertThat(google.cell(ID, "Results", 6, 1)).isEqualTo("case-4");
    assertThat(google.cell(ID, "Volunteers", 2, 1)).isEqualTo("Ada");
  }
}
