package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code backup}, {@code check} and {@code export} beside a server that runs. */
class StoreCommandsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  // JUnit sets it before anything runs.
  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Store running;

  @BeforeEach
  void startServer() {
    running = SqliteStore.open(folder.resolve("gridcast.db"), Samples.experiment(100));
    running.update(
        writer -> {
          writer.seeVolunteer("ada", "Ada, \"the\" first", "m", Samples.START);
          writer.insertCase(Samples.leasedCase(0));
          writer.insertAttempt(
              "secret", 0, "ada", Samples.START, Samples.START, Samples.START.plusSeconds(9));
        });
  }

  @AfterEach
  void stopServer() {
    running.close();
  }

  @Test
  void aBackupIsAStoreOfItsOwn() {
    Path copy = folder.resolve("copy.db");
    assertThat(run("backup", copy.toString())).isZero();
    assertThat(out.toString()).contains("backup written to " + copy);
    assertThat(run("backup", copy.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there already").hasLineCount(1);
    try (Store opened = SqliteStore.openReadOnly(copy)) {
      assertThat(opened.check()).isEmpty();
    }
  }

  @Test
  void aCheckSaysThatAllIsWellOrWhatIsNot() {
    assertThat(run("check")).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("the store is sound\n");
    running.update(
        writer -> writer.endAttempt("secret", AttemptOutcome.EXPIRED, Samples.START, "silent", ""));
    assertThat(run("check")).isEqualTo(1);
    assertThat(out.toString()).contains("case 0 is leased and nobody holds it", "findings: 1");
  }

  @Test
  void csvHasAFileForEachTable() throws IOException {
    Path tables = folder.resolve("tables");
    assertThat(run("export", "--format", "csv", "--out", tables.toString())).isZero();
    List<NamedCsvRecord> volunteers =
        CsvReader.builder()
            .ofNamedCsvRecord(Files.readString(tables.resolve("volunteer.csv")))
            .stream()
            .toList();
    assertThat(volunteers).hasSize(1);
    assertThat(volunteers.get(0).getField("name")).isEqualTo("Ada, \"the\" first");
    assertThat(volunteers.get(0).getField("first_seen")).isEqualTo("2026-11-21T08:00:00Z");
    assertThat(volunteers.get(0).getField("work_per_second")).isEqualTo("0.0");
    assertThat(volunteers.get(0).getField("suspended_at")).isEmpty();
    assertThat(Files.readString(tables.resolve("attempt.csv")))
        .contains("\r\n")
        .doesNotContain("secret");
    assertThat(tables.resolve("result.csv")).isNotEmptyFile();

    assertThat(run("export", "--format", "csv", "--out", tables.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("experiment.csv").hasLineCount(1);
  }

  @Test
  void jsonLinesFollowEachOtherInOneStream() throws IOException {
    assertThat(run("export", "--format", "jsonl", "--out", "-")).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(4);
    JsonNode attempt = new ObjectMapper().readTree(lines.get(3));
    assertThat(attempt.get("table").textValue()).isEqualTo("attempt");
    assertThat(attempt.get("counted").booleanValue()).isFalse();
    assertThat(attempt.get("case_index").longValue()).isZero();
    assertThat(attempt.get("last_at").textValue()).isEqualTo("2026-11-21T08:00:09Z");
    assertThat(attempt.has("lease")).isFalse();
    assertThat(attempt.has("ended_at")).isFalse();
  }

  @Test
  void csvToTheScreenIsOneTable() {
    assertThat(run("export", "--format", "csv", "--out", "-")).isEqualTo(2);
    assertThat(err.toString()).contains("--table").hasLineCount(1);
    assertThat(run("export", "--format", "csv", "--out", "-", "--table", "lane")).isZero();
    assertThat(out.toString()).isEqualTo("lane,position\r\n");
    assertThat(run("export", "--format", "csv", "--out", "-", "--table", "lanes")).isEqualTo(2);
    assertThat(err.toString()).contains("no table lanes");
  }

  @Test
  void whereThereIsNoStoreEachSaysSo() {
    Path nowhere = folder.resolve("nowhere");
    assertThat(ServerMain.run(writer(out), writer(err), "check", "--data-dir", nowhere.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--data-dir").hasLineCount(1);
  }

  private int run(String command, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all = new String[arguments.length + 3];
    all[0] = command;
    all[1] = "--data-dir";
    all[2] = folder.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return ServerMain.run(writer(out), writer(err), all);
  }

  private static PrintWriter writer(StringWriter text) {
    return new PrintWriter(text, true);
  }
}
