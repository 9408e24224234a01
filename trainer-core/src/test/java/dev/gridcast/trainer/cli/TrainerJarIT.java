package dev.gridcast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.trainer.cli.TrainerProgram.Run;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a client starts it: a JVM of its own, from {@code target/trainer.jar}. */
class TrainerJarIT {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private TrainerProgram trainer;

  @BeforeEach
  void prepare() {
    trainer = new TrainerProgram(directory.resolve("stderr.txt"));
  }

  @AfterEach
  void leaveNoProcess() {
    trainer.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "dl4j"})
  void trainsACaseAndASecondJvmGivesTheSameBytes(String engine) throws Exception {
    WorkFolder folder = TestCases.folder(directory, TestCases.market(500), "engine", engine);
    Run first = trainer.run(List.of(), "run", directory.toString());
    assertThat(first.err()).contains("trained 4 epochs", "result: ");
    assertThat(first.exitCode()).isZero();
    assertThat(first.out().lines()).hasSize(4);
    ObjectMapper json = new ObjectMapper();
    int epoch = 0;
    for (String line : first.out().lines().toList()) {
      JsonNode progress = json.readTree(line);
      assertThat(progress.path("epoch").intValue()).isEqualTo(++epoch);
      assertThat(progress.path("epochs").intValue()).isEqualTo(4);
      assertThat(progress.path("validationRmse").doubleValue()).isPositive();
      assertThat(progress.path("persistenceRmse").doubleValue()).isPositive();
      assertThat(progress.has("trainingLoss") && progress.has("seconds")).isTrue();
    }
    // The first training on a machine says that it unpacks.
    assertThat(first.err().lines().filter(line -> !line.startsWith("unpacking ")))
        .as("what libraries chat")
        .hasSize(6);
    byte[] model = Files.readAllBytes(folder.model());
    assertThat(ResultFile.parse(Files.readAllBytes(folder.result())))
        .isInstanceOf(ResultFile.Trained.class);

    // The other JVM is told to use two threads: the trainer must not obey.
    Run second =
        trainer.run(
            List.of("OMP_NUM_THREADS=2", "OPENBLAS_NUM_THREADS=2"), "run", directory.toString());
    assertThat(second.exitCode()).isZero();
    assertThat(Files.readAllBytes(folder.model())).isEqualTo(model);
  }

  @Test
  void librariesFromAFolderThatIsOnlyReadGiveTheSameBytes() throws Exception {
    Path input = Files.createDirectory(directory.resolve("case"));
    WorkFolder folder = TestCases.folder(input, TestCases.market(500), "engine", "dl4j");
    assertThat(trainer.run(List.of(), "run", input.toString()).exitCode()).isZero();

    Path natives = Path.of("target", "native-folder").toAbsolutePath();
    Path slim = Path.of("target", "trainer-slim.jar");
    Run unpacked =
        trainer.run(List.of(), "unpack", "--to", natives.toString(), "--slim-jar", slim.toString());
    assertThat(unpacked.err()).contains("the native libraries lie in " + natives);
    assertThat(unpacked.exitCode()).isZero();
    Set<String> before = contents(natives);

    // A jar without libraries, and a cache that cannot be one.
    Path noFolder = Files.createFile(directory.resolve("no-folder"));
    Path output = directory.resolve("results");
    Run run =
        trainer.run(
            slim,
            List.of(
                "-Dorg.bytedeco.javacpp.cachedir=" + noFolder,
                "-Duser.home=" + noFolder,
                "-Djava.io.tmpdir=" + noFolder,
                "-Ddev.gridcast.trainer.natives=" + natives),
            "run",
            input.toString(),
            "--output",
            output.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(output.resolve(WorkFolder.MODEL)).hasSameBinaryContentAs(folder.model());
    assertThat(contents(natives)).isEqualTo(before);

    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    List<String> noNatives =
        List.of("-Ddev.gridcast.trainer.natives=" + directory.resolve("no-natives"));
    Run missing =
        trainer.run(slim, noNatives, "run", input.toString(), "--output", elsewhere.toString());
    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(elsewhere.resolve(WorkFolder.RESULT)).content().contains("\"engine-missing\"");
    // What needs no native library trains all the same.
    TestCases.folder(input, TestCases.market(500));
    Run without =
        trainer.run(slim, noNatives, "run", input.toString(), "--output", elsewhere.toString());
    assertThat(without.exitCode()).as(without.err()).isZero();
    assertThat(without.err()).contains("the engine is vector 1 (");

    Run none = trainer.run(slim, List.of("-Ddev.gridcast.trainer.natives=" + output), "unpack");
    assertThat(none.exitCode()).isEqualTo(3);
    assertThat(none.err().lines())
        .hasSize(1)
        .first()
        .asString()
        .contains("fill it with `trainer unpack --to");
  }

  private static Set<String> contents(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void badFilesAreOneLineAndTwo() throws Exception {
    WorkFolder folder = TestCases.folder(directory, TestCases.market(100));
    Files.writeString(folder.parameters(), "parameter,value\r\nepoch,3\r\n");
    Run run = trainer.run(List.of(), "run", directory.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1).first().asString().contains("\"epochs\"");
    assertThat(run.out()).isEmpty();
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
    Run run = trainer.run(List.of(), "run", directory.toString());
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(folder.result()).content().contains("\"diverged\"");
    assertThat(folder.model()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "dl4j"})
  void aKilledTrainingEndsWithTheSameBytes(String engine) throws Exception {
    // With dropout where the engine has it: its masks depend on the step, too.
    String dropout = engine.equals("dl4j") ? "0.2" : "0";
    String[] changes =
        "engine %s dropout %s epochs 40 layers 2 schedule plateau plateau-patience 1 batch 32"
            .formatted(engine, dropout)
            .split(" ", -1);
    Path whole = Files.createDirectory(directory.resolve("whole"));
    WorkFolder uninterrupted = TestCases.folder(whole, TestCases.market(500), changes);
    assertThat(trainer.run(List.of(), "run", whole.toString()).exitCode()).isZero();

    Path killed = Files.createDirectory(directory.resolve("killed"));
    WorkFolder folder = TestCases.folder(killed, TestCases.market(500), changes);
    String[] command = {"run", killed.toString(), "--checkpoint-seconds", "0"};
    Process process = trainer.start(List.of(), command);
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int epoch = 1; epoch <= 7; epoch++) {
        assertThat(out.readLine()).startsWith("{\"epoch\":" + epoch + ",");
      }
      process.destroyForcibly();
      assertThat(process.waitFor(TrainerProgram.DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(folder.checkpoint()).exists();
    assertThat(folder.result()).doesNotExist();

    Run again = trainer.run(List.of(), command);
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).containsPattern("resuming after epoch \\d+ of 40 from ");
    assertThat(again.out().lines().count()).as("epochs that were left").isLessThanOrEqualTo(33);
    assertThat(folder.model()).hasSameBinaryContentAs(uninterrupted.model());
    assertThat(
            ((ResultFile.Trained) ResultFile.parse(Files.readAllBytes(folder.result()))).history())
        .isEqualTo(
            ((ResultFile.Trained) ResultFile.parse(Files.readAllBytes(uninterrupted.result())))
                .history());
    assertThat(folder.checkpoint()).doesNotExist();
  }

  @Test
  void withoutTheVectorApiTheSameBytesComeMoreSlowlyAndItSaysSo() throws Exception {
    WorkFolder folder = TestCases.folder(directory, TestCases.market(500));
    assertThat(trainer.run(List.of(), "run", directory.toString()).exitCode()).isZero();
    byte[] model = Files.readAllBytes(folder.model());
    Run scalar = trainer.runWithoutModules("run", directory.toString());
    assertThat(scalar.exitCode()).as(scalar.err()).isZero();
    assertThat(scalar.err()).containsOnlyOnce("--add-modules jdk.incubator.vector");
    assertThat(Files.readAllBytes(folder.model())).isEqualTo(model);
  }

  @Test
  void haltsWhenItsParentHasGone() throws Exception {
    TestCases.folder(directory, TestCases.market(500), "epochs", "10000");
    Process process = trainer.start(List.of(), "run", directory.toString(), "--exit-with-parent");
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).startsWith("{\"epoch\":1,");
      assertThat(process.isAlive()).isTrue();
      process.getOutputStream().close();
      assertThat(process.waitFor(TrainerProgram.DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(141);
    }
    assertThat(directory.resolve(WorkFolder.RESULT)).doesNotExist();
  }
}
