package dev.gridcast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.work.ResultFile;
import dev.gridcast.trainer.work.TestCases;
import dev.gridcast.trainer.work.WorkFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a client starts it: a JVM of its own, from {@code target/trainer.jar}. */
class TrainerJarIT {

  private static final Path JAR = Path.of("target", "trainer.jar");
  private static final long DEADLINE_SECONDS = 120;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void leaveNoProcess() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void trainsACaseAndASecondJvmGivesTheSameBytes() throws Exception {
    WorkFolder folder = TestCases.folder(directory, TestCases.market(500));
    Run first = run(List.of(), "run", directory.toString());
    assertThat(first.err).contains("trained 4 epochs", "result: ");
    assertThat(first.exitCode).isZero();
    assertThat(first.out.lines()).hasSize(4);
    ObjectMapper json = new ObjectMapper();
    int epoch = 0;
    for (String line : first.out.lines().toList()) {
      JsonNode progress = json.readTree(line);
      assertThat(progress.path("epoch").intValue()).isEqualTo(++epoch);
      assertThat(progress.path("epochs").intValue()).isEqualTo(4);
      assertThat(progress.path("validationRmse").doubleValue()).isPositive();
      assertThat(progress.path("persistenceRmse").doubleValue()).isPositive();
      assertThat(progress.has("trainingLoss") && progress.has("seconds")).isTrue();
    }
    // From JDK 24 on the JVM itself warns of what JavaCPP does with sun.misc.Unsafe; the first
    // training on a machine says that it unpacks.
    assertThat(
            first
                .err
                .lines()
                .filter(line -> !line.startsWith("WARNING: ") && !line.startsWith("unpacking ")))
        .as("what libraries chat")
        .hasSize(6);
    byte[] model = Files.readAllBytes(folder.model());
    assertThat(ResultFile.parse(Files.readAllBytes(folder.result())))
        .isInstanceOf(ResultFile.Trained.class);

    // The other JVM is told to use two threads: the trainer must not obey.
    Run second =
        run(List.of("OMP_NUM_THREADS=2", "OPENBLAS_NUM_THREADS=2"), "run", directory.toString());
    assertThat(second.exitCode).isZero();
    assertThat(Files.readAllBytes(folder.model())).isEqualTo(model);
  }

  @Test
  void badFilesAreOneLineAndTwo() throws Exception {
    WorkFolder folder = TestCases.folder(directory, TestCases.market(100));
    Files.writeString(folder.parameters(), "parameter,value\r\nepoch,3\r\n");
    Run run = run(List.of(), "run", directory.toString());
    assertThat(run.exitCode).isEqualTo(2);
    assertThat(run.err.lines()).hasSize(1).first().asString().contains("\"epochs\"");
    assertThat(run.out).isEmpty();
    assertThat(folder.result()).content().contains("\"failed\"");
  }

  @Test
  void aTrainingThatDivergesIsFour() throws Exception {
    // Prices so large that the squares of persistence's errors are still numbers, and those of a
    // model that leaps about are not.
    TimeSeries market = TestCases.market(300);
    for (String column : market.columns()) {
      double[] huge = DoubleStream.of(market.column(column)).map(x -> x * 2e153).toArray();
      market = market.with(column, huge);
    }
    WorkFolder folder = TestCases.folder(directory, market, "learning-rate", "10");
    Run run = run(List.of(), "run", directory.toString());
    assertThat(run.exitCode).isEqualTo(4);
    assertThat(folder.result()).content().contains("\"diverged\"");
    assertThat(folder.model()).doesNotExist();
  }

  @Test
  void haltsWhenItsParentHasGone() throws Exception {
    TestCases.folder(directory, TestCases.market(500), "epochs", "10000");
    Process process = start(List.of(), "run", directory.toString(), "--exit-with-parent");
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).startsWith("{\"epoch\":1,");
      assertThat(process.isAlive()).isTrue();
      process.getOutputStream().close();
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(141);
    }
    assertThat(directory.resolve(WorkFolder.RESULT)).doesNotExist();
  }

  private record Run(int exitCode, String out, String err) {}

  private Run run(List<String> environment, String... args) throws Exception {
    Process process = start(environment, args);
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out, Files.readString(errors()));
  }

  private Process start(List<String> environment, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseParallelGC"));
    command.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    command.add("-Dorg.bytedeco.javacpp.cachedir=" + Path.of("target", "natives").toAbsolutePath());
    command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
    Stream.of(args).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("OMP_NUM_THREADS");
    for (String variable : environment) {
      int equals = variable.indexOf('=');
      builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    Process process = builder.redirectError(errors().toFile()).start();
    processes.add(process);
    return process;
  }

  private Path errors() {
    return directory.resolve("stderr.txt");
  }
}
