package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.postgres.PostgresStore;
import dev.gridcast.server.store.postgres.TestPostgres;
import dev.gridcast.server.support.TestExperiments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The option {@code --store}, and the variables that go with it, as a shell gives them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SharedStoreIT {

  // JUnit sets it before anything runs.
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  private final TestPostgres postgres = TestPostgres.ofAllTests();

  @BeforeEach
  void aStoreWithOneCase() {
    try (Store store = PostgresStore.open(postgres.address(schema()), Samples.experiment(100))) {
      store.update(
          writer -> {
            writer.seeVolunteer("ada", "Ada", "Linux", Samples.START);
            writer.insertCase(Samples.leasedCase(7));
            writer.insertAttempt("a", 7, "ada", Samples.START, Samples.START, Samples.START);
            writer.endAttempt("a", AttemptOutcome.FAILED, Samples.START, "out of luck", "");
          });
    }
  }

  @AfterEach
  void removeTheSchema() {
    postgres.drop(schema());
  }

  @Test
  void resultsComeFromTheDatabaseThatIsNamed() throws Exception {
    String url = postgres.url(schema());
    Outcome byOption = server(postgres.environment(), "results", "--store", url, "--format", "csv");
    assertThat(byOption.exitCode()).as(byOption.printed()).isZero();
    assertThat(byOption.printed()).contains("out of luck").contains("Ada");

    Map<String, String> variables = new HashMap<>(postgres.environment());
    variables.put("GRIDCAST_STORE", url);
    Outcome byVariable = server(variables, "results", "--format", "csv");
    assertThat(byVariable.printed()).isEqualTo(byOption.printed());
  }

  @Test
  void anotherExperimentIsRefusedWithOneLine() throws Exception {
    Path experiment = Files.writeString(folder.resolve("e.yaml"), TestExperiments.fourCases());
    Outcome outcome =
        server(
            postgres.environment(),
            "run",
            experiment.toString(),
            "--store",
            postgres.url(schema()),
            "--data-dir",
            folder.resolve("data").toString());
    assertThat(outcome.exitCode()).as(outcome.printed()).isEqualTo(2);
    assertThat(outcome.printed())
        .contains("store: " + postgres.address(schema()) + ", which other servers may share");
    assertThat(outcome.printed().lines())
        .last()
        .asString()
        .contains("holds experiment demo, not experiment", "give another --store")
        .startsWith("gridcast: postgresql://");
    assertThat(folder.resolve("data/gridcast.db")).doesNotExist();
  }

  @Test
  void aWrongPasswordAndAWrongAddressAreOneLineEach() throws Exception {
    Outcome password =
        server(Map.of("PGPASSWORD", "opensesame"), "results", "--store", postgres.url(schema()));
    assertThat(password.exitCode()).isEqualTo(2);
    assertThat(password.printed().lines()).hasSize(1);
    assertThat(password.printed()).contains("PGPASSWORD").doesNotContain("opensesame");

    Outcome address = server(Map.of("GRIDCAST_STORE", "postgresql://u:opensesame@h/d"), "results");
    assertThat(address.exitCode()).isEqualTo(2);
    assertThat(address.printed().lines()).hasSize(1);
    assertThat(address.printed())
        .startsWith("gridcast: GRIDCAST_STORE: ")
        .doesNotContain("opensesame");
  }

  private Outcome server(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName()));
    line.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "server", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.directory(folder.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the server hangs: " + line);
    }
    return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private String schema() {
    return TestPostgres.schemaOf(folder);
  }

  private record Outcome(int exitCode, String printed) {}
}
