package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.support.TestExperiments;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerMainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void anExperimentThatIsNotThereIsOneLineAndExitCode2() {
    assertThat(run("run", "nowhere.yaml")).isEqualTo(2);
    assertOneLine("gridcast: ", "nowhere.yaml");
  }

  @Test
  void aMistakeInAnExperimentIsOneLineAndExitCode2(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("typo.yaml");
    Files.writeString(file, TestExperiments.fourCases().replace("units:", "unitz:"));
    assertThat(run("run", file.toString(), "--data-dir", folder.toString())).isEqualTo(2);
    assertOneLine("gridcast: ", "unitz", "units");
    assertThat(folder.resolve("gridcast.db")).doesNotExist();
  }

  @Test
  void anUnknownOptionIsOneLineAndExitCode2() {
    assertThat(run("run", "--prot", "1")).isEqualTo(2);
    assertOneLine("gridcast: ", "--prot", "--help");
  }

  @Test
  void aWrongPortIsOneLineAndExitCode2() {
    assertThat(run("run", "x.yaml", "--port", "70000")).isEqualTo(2);
    assertOneLine("gridcast: --port must be between 0 and 65535, not 70000");
  }

  @Test
  void noCommandIsOneLineAndExitCode2() {
    assertThat(run()).isEqualTo(2);
    assertOneLine("gridcast: which command?");
  }

  @Test
  void resultsWithoutAStoreSayWhereTheyLooked(@TempDir Path folder) {
    assertThat(run("results", "--data-dir", folder.toString())).isEqualTo(2);
    assertOneLine("gridcast: no results in " + folder, "--data-dir");
    assertThat(folder).as("nothing was created by asking").isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-2-1", "yesterday", "2026-01-01 12:00", "2026-02-30", ""})
  void creditsSayWhichDateIsWrongAndHowToWriteIt(String date) {
    assertThat(run("credits", "--from", date, "--until", "2026-03-01")).isEqualTo(2);
    assertOneLine("gridcast: --from must be a date such as 2026-01-31", "\"" + date + "\"");
  }

  @Test
  void creditsNeedAPeriodThatIsOne(@TempDir Path folder) {
    assertThat(run("credits", "--from", "2026-02-01", "--until", "2026-02-01")).isEqualTo(2);
    assertOneLine("gridcast: --from 2026-02-01 must be before --until 2026-02-01");
    err.getBuffer().setLength(0);
    assertThat(run("credits", "--from", "2026-02-01")).isEqualTo(2);
    assertOneLine("gridcast: Missing required option", "--until", "--help");
    err.getBuffer().setLength(0);
    String[] period = {"--from", "2026-01-01T12:00:00+01:00", "--until", "2026-02-01"};
    assertThat(
            run("credits", period[0], period[1], period[2], period[3], "--data-dir", "" + folder))
        .isEqualTo(2);
    assertOneLine("gridcast: no results in " + folder);
  }

  @Test
  void aDataDirectoryThatCannotBeOneIsOneLineAndExitCode2(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("e.yaml");
    Files.writeString(file, TestExperiments.fourCases());
    Path occupied = Files.writeString(folder.resolve("occupied"), "a file");
    assertThat(run("run", file.toString(), "--data-dir", occupied.toString())).isEqualTo(2);
    assertOneLine("gridcast: the data directory " + occupied, "cannot be used", "--data-dir");
  }

  @Test
  void aStoreThatCannotBeOpenedIsOneLineAndExitCode2(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("e.yaml");
    Files.writeString(file, TestExperiments.fourCases());
    Files.createDirectories(
        folder.resolve("data/gridcast.db")); // a folder where the file should be
    String data = folder.resolve("data").toString();
    assertThat(run("run", file.toString(), "--data-dir", data)).isEqualTo(2);
    assertOneLine("gridcast: cannot open the store " + data);
  }

  @Test
  void aDemoWithoutAClientIsExitCode3AndSaysWhatToDo(@TempDir Path folder) {
    String missing = folder.resolve("test-client.jar").toString();
    assertThat(run("demo", "--client-jar", missing)).isEqualTo(3);
    assertOneLine("gridcast: test-client.jar is not there", missing, "--client-jar");
  }

  @Test
  void aSecondServerOnTheSameDataDirectoryIsRefused(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("e.yaml");
    Path data = folder.resolve("data");
    Files.writeString(file, TestExperiments.fourCases());
    try (DataDirectory first = DataDirectory.open(data)) {
      assertThat(first.root()).isEqualTo(data);
      assertThat(run("run", file.toString(), "--data-dir", data.toString())).isEqualTo(2);
      assertOneLine("gridcast: another server runs on the data directory " + data);
    }
    DataDirectory.open(data).close(); // free again
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "results",
        "credits",
        "demo",
        "volunteers",
        "quarantine",
        "release",
        "suspend",
        "vouch"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    int exitCode = command.isEmpty() ? run("--help") : run(command, "--help");
    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("Example", "java -jar test-server.jar");
    assertThat(out.toString().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThan(101));
    assertThat(err.toString()).isEmpty();
  }

  private int run(String... arguments) {
    return ServerMain.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private void assertOneLine(String start, String... parts) {
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith(start);
    for (String part : parts) {
      assertThat(err.toString()).contains(part);
    }
  }
}
