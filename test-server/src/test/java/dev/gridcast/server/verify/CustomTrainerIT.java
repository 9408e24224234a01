package dev.gridcast.server.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.ExperimentFile;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.support.HonestTrainer;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import dev.gridcast.trainer.evaluate.Metrics;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.work.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of an own trainer, run by this machine's Python, before the server's judge. */
class CustomTrainerIT {

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final Path EXAMPLE = example();

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  private Path folder;

  private record Run(int exitCode, String output) {}

  @Test
  void theShippedExperimentIsVerified() throws Exception {
    Experiment experiment = ExperimentFile.load(EXAMPLE.resolve("experiment.yaml"));
    assertThat(experiment.trainerImage()).isPresent();
    ResultFile.Trained trained = trainAndVerify(experiment, 0);
    List<ResultFile.EpochRecord> history = trained.history();
    assertThat(history).hasSize(8);
    assertThat(history.get(7).trainingLoss())
        .as("it learns something")
        .isLessThan(history.get(0).trainingLoss());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "target: price",
        "target: log-return\nfeatures: {close: on, volume: on, sma-5: on, atr-5: on, hour-of-day: on}",
        "labels: [close]\nsplit: {training: 50, validation: 25, confirmation: 25}"
      })
  void otherWindowsAreCutAsTheServerCutsThem(String lines) throws Exception {
    String yaml = "name: t\ndata: {synthetic: {rows: 260, seed: 3}}\n" + tiny() + lines + "\n";
    trainAndVerify(ExperimentFile.parse(yaml, folder.resolve("exp.yaml")), 0);
  }

  @Test
  void gapsAreLeftOutAsTheServerLeavesThemOut() throws Exception {
    Experiment whole =
        ExperimentFile.parse(
            "name: t\ndata: {synthetic: {rows: 300, seed: 5}}\n" + tiny(),
            folder.resolve("exp.yaml"));
    List<String> rows =
        new String(SeriesCsv.canonicalBytes(whole.dataset().full()), UTF_8).lines().toList();
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      if (i != 40 && (i < 100 || i > 103) && i != 220) {
        csv.append(rows.get(i)).append('\n');
      }
    }
    Files.writeString(folder.resolve("gaps.csv"), csv);
    String yaml =
        "name: t\ndata: {file: gaps.csv, time: time, timeframe: 1h, gaps: drop}\n" + tiny();
    ResultFile.Trained trained =
        trainAndVerify(ExperimentFile.parse(yaml, folder.resolve("exp.yaml")), 0);
    assertThat(trained.windowsDroppedAtGaps()).isPositive();
  }

  @Test
  void whatItCannotWorkWithIsAFailureWithAReason() throws Exception {
    Path input = Files.createDirectories(folder.resolve("in"));
    Files.writeString(input.resolve("parameters.csv"), "parameter,value\nlags,2\n");
    Files.writeString(input.resolve("time-series.csv"), "time,close\n2024-01-01T00:00:00Z,1\n");
    Run run = run(input);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(ResultFile.parse(Files.readAllBytes(folder.resolve("out/result.json"))))
        .isInstanceOf(ResultFile.Failed.class);
  }

  private static String tiny() {
    return "parameters: {lags: 3, units: 3, epochs: 2, batch: 20, learning-rate: 0.01}\n"
        + "trainer: {image: 'sha256:"
        + "0".repeat(64)
        + "'}\n";
  }

  private ResultFile.Trained trainAndVerify(Experiment experiment, long index) throws Exception {
    Map<String, String> parameters = experiment.space().decode(index);
    Path input = Files.createDirectories(folder.resolve("in"));
    StringBuilder csv = new StringBuilder("parameter,value\r\n");
    parameters.forEach(
        (name, value) -> {
          if (!name.startsWith("confirmation-")) {
            csv.append(name).append(",\"").append(value).append("\"\r\n");
          }
        });
    Files.writeString(input.resolve("parameters.csv"), csv);
    Files.write(input.resolve("time-series.csv"), experiment.dataset().published());

    Run run = run(input);
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output().lines())
        .as("one line of progress for each epoch")
        .hasSize(Integer.parseInt(parameters.getOrDefault("epochs", "")))
        .allMatch(line -> line.startsWith("{\"epoch\": "));
    byte[] json = Files.readAllBytes(folder.resolve("out/result.json"));
    ResultFile.Trained trained = (ResultFile.Trained) ResultFile.parse(json);
    Blob model = Blob.wrap(Files.readAllBytes(folder.resolve("out/model.safetensors")));
    assertThat(trained.provenance().modelSha256()).isEqualTo(model.sha256());
    Judgement judgement =
        Judge.of(experiment)
            .judge(
                new StoredResult(
                    "lease",
                    new CaseRow(
                        index, experiment.space().caseId(index), parameters, CaseState.REPORTED, 0),
                    "ada",
                    new Claim(trained.validation().model().rmse(), 1, 1, 1, "own"),
                    new String(json, UTF_8),
                    model,
                    Instant.EPOCH));
    assertThat(judgement).isInstanceOf(Judgement.Scored.class);
    assertSameFigures(trained, parameters, experiment, model);
    return trained;
  }

  /** Not only the figure that is checked: all of them, within a thousandth. */
  private static void assertSameFigures(
      ResultFile.Trained trained, Map<String, String> parameters, Experiment experiment, Blob model)
      throws Exception {
    var found = HonestTrainer.score(parameters, experiment.dataset().published(), model);
    assertThat(trained.validation().samples()).isEqualTo(found.samples());
    assertClose(trained.validation().model(), found.model());
    assertClose(trained.validation().persistence(), found.persistence());
  }

  private static void assertClose(Metrics told, Metrics found) {
    assertThat(told.rmse()).isCloseTo(found.rmse(), within(found.rmse() * 1e-3));
    assertThat(told.directionalAccuracy().orElse(-1))
        .isCloseTo(found.directionalAccuracy().orElse(-1), within(0.03));
    Map<String, LabelMetrics> perLabel = new LinkedHashMap<>(found.perLabel());
    assertThat(told.perLabel()).containsOnlyKeys(perLabel.keySet());
    perLabel.forEach(
        (label, metrics) -> {
          LabelMetrics said = Objects.requireNonNull(told.perLabel().get(label));
          assertThat(said.mae()).isCloseTo(metrics.mae(), within(metrics.mae() * 1e-3));
          assertThat(said.mape().orElse(-1))
              .isCloseTo(metrics.mape().orElse(-1), within(metrics.mape().orElse(1) * 1e-3));
        });
  }

  private Run run(Path input) throws IOException, InterruptedException {
    Path output = Files.createDirectories(folder.resolve("out"));
    Path log = folder.resolve("stdout.txt");
    ProcessBuilder builder =
        new ProcessBuilder("python3", EXAMPLE.resolve("trainer.py").toAbsolutePath().toString());
    builder.environment().put("GRIDCAST_INPUT", input.toString());
    builder.environment().put("GRIDCAST_OUTPUT", output.toString());
    Process process =
        builder
            .redirectOutput(log.toFile())
            .redirectError(folder.resolve("stderr.txt").toFile())
            .start();
    try {
      assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS))
          .as("it ends within %s", DEADLINE)
          .isTrue();
      return new Run(
          process.exitValue(),
          Files.readString(log)
              + (process.exitValue() == 0 ? "" : Files.readString(folder.resolve("stderr.txt"))));
    } finally {
      process.destroyForcibly();
    }
  }

  /** The folder of the shipped example, wherever the tests are started from. */
  private static Path example() {
    Path here = Path.of("examples/custom-trainer");
    return Files.isDirectory(here) ? here : Path.of("..").resolve(here);
  }
}
