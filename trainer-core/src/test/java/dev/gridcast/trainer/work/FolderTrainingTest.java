package dev.gridcast.trainer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.dl4j.Dl4jEngine;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Range;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderTrainingTest {

  private static final EngineSource FAKE = (choice, network) -> FakeEngine.ofEpochs(4);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void leavesAModelAndAResultThatSpeakOfEachOther() throws Exception {
    WorkFolder folder = TestCases.folder(directory, TestCases.market(300));
    ResultFile.Trained result = train(folder, FAKE);
    assertThat(ResultFile.parse(Files.readAllBytes(folder.result()))).isEqualTo(result);
    byte[] model = Files.readAllBytes(folder.model());
    assertThat(result.provenance().modelSha256()).isEqualTo(Machine.sha256(model));
    assertThat(result.provenance().datasetSha256())
        .isEqualTo(Machine.sha256(Files.readAllBytes(folder.series())));
    assertThat(result.provenance().parametersSha256())
        .isEqualTo(Machine.sha256(TestCases.parameters().toCsv()));
    assertThat(result.provenance().seed()).isEqualTo(42);
    assertThat(result.epochs()).isEqualTo(4);
    CaseScorer judge = CaseScorer.of(TestCases.parameters(), TestCases.market(300));
    Weights weights = Safetensors.read(model, judge.architecture());
    assertThat(judge.score(weights, Range.VALIDATION).model())
        .isEqualTo(result.validation().model());
    assertThat(result.validation().baselines()).containsKey(Baseline.LINEAR);
    assertThat(directory)
        .isDirectoryNotContaining(file -> file.getFileName().toString().endsWith(".part"));
  }

  @Test
  void theRealEngineBeatsPersistenceOnWhatCanBeLearnedAndRepeatsItself() throws Exception {
    WorkFolder folder =
        TestCases.folder(directory, TestCases.market(700), "epochs", "12", "batch", "32");
    EngineSource engine = (choice, network) -> Dl4jEngine.open();
    ResultFile.Trained first = train(folder, engine);
    byte[] model = Files.readAllBytes(folder.model());
    assertThat(first.validation().skill().orElseThrow()).isGreaterThan(0.2);
    assertThat(first.provenance().engine()).isEqualTo("dl4j");

    ResultFile.Trained second = train(folder, engine);
    assertThat(Files.readAllBytes(folder.model())).isEqualTo(model);
    assertThat(second.history()).isEqualTo(first.history());
  }

  @Test
  void aDivergedTrainingLeavesAReasonAndNoModel() throws Exception {
    WorkFolder folder = TestCases.folder(directory, TestCases.market(300));
    train(folder, FAKE);
    EngineSource diverging =
        (choice, network) -> new FakeEngine(List.of(0.5f), List.of(Double.POSITIVE_INFINITY));
    assertThatThrownBy(() -> train(folder, diverging)).isInstanceOf(TrainingException.class);
    assertFailed(folder, "diverged", "the training loss is Infinity");
  }

  @Test
  void aBrokenOrMissingEngineAndMemoryThatRunsOutAreReasons() throws Exception {
    WorkFolder folder = TestCases.folder(directory, TestCases.market(300));
    assertThatThrownBy(
            () -> train(folder, (choice, network) -> new FakeEngine(List.of(), List.of())))
        .isInstanceOf(TrainingException.class);
    assertFailed(folder, "engine-failed", "the engine fake failed");
    EngineSource missing =
        (choice, network) -> {
          throw new EngineUnavailableException("no library", new UnsatisfiedLinkError());
        };
    assertThatThrownBy(() -> train(folder, missing)).isInstanceOf(TrainingException.class);
    assertFailed(folder, "engine-missing", "no library");
    EngineSource large =
        (choice, network) ->
            new FakeEngine(List.of(0.5f), List.of(0.1)) {
              @Override
              public dev.gridcast.trainer.engine.EngineNetwork build(
                  Weights initial, dev.gridcast.trainer.engine.TrainingOptions options) {
                throw new OutOfMemoryError("Java heap\nspace");
              }
            };
    assertThatThrownBy(() -> train(folder, large)).isInstanceOf(TrainingException.class);
    assertFailed(folder, "out-of-memory", "(Java heap space)");
    assertBroken(folder, new IllegalStateException(new OutOfMemoryError("off heap")));
    assertFailed(folder, "out-of-memory", "(off heap)");
    assertBroken(folder, new IllegalStateException("forward", new ArithmeticException("why")));
    assertFailed(folder, "engine-failed", "forward (java.lang.ArithmeticException: why)");
    EngineSource none =
        (choice, network) -> {
          throw new OutOfMemoryError("before the engine was there");
        };
    assertThatThrownBy(() -> train(folder, none)).isInstanceOf(TrainingException.class);
    assertFailed(folder, "out-of-memory", "before the engine was there");
  }

  private void assertBroken(WorkFolder folder, RuntimeException mishap) {
    EngineSource broken =
        (choice, network) ->
            new FakeEngine(List.of(), List.of()) {
              @Override
              public dev.gridcast.trainer.engine.EngineNetwork build(
                  Weights initial, dev.gridcast.trainer.engine.TrainingOptions options) {
                throw mishap;
              }
            };
    assertThatThrownBy(() -> train(folder, broken)).isInstanceOf(TrainingException.class);
  }

  @Test
  void noEngineMakesRoomForABatchOfMoreWindowsThanThereAre() throws Exception {
    WorkFolder folder = TestCases.folder(directory, TestCases.market(300), "batch", "100000");
    List<Integer> batches = new ArrayList<>();
    EngineSource listening =
        (choice, network) ->
            new FakeEngine(List.of(0.5f, 0.5f, 0.5f, 0.5f), List.of(0.1, 0.1, 0.1, 0.1)) {
              @Override
              public dev.gridcast.trainer.engine.EngineNetwork build(
                  Weights initial, dev.gridcast.trainer.engine.TrainingOptions options) {
                batches.add(options.batch());
                return super.build(initial, options);
              }
            };
    ResultFile.Trained result = train(folder, listening);
    assertThat(batches).containsExactly(result.trainingSamples());
  }

  @Test
  void noHalfAFileStays() throws Exception {
    WorkFolder folder = TestCases.folder(directory, TestCases.market(300));
    for (Path file :
        List.of(folder.result(), folder.model(), folder.modelCard(), folder.checkpoint())) {
      Files.write(Path.of(file + ".part"), new byte[3]);
    }
    train(folder, FAKE);
    assertThat(directory)
        .isDirectoryNotContaining(file -> file.getFileName().toString().endsWith(".part"));
    Path taken = directory.resolve("taken");
    Files.createDirectories(taken.resolve("deep"));
    assertThatThrownBy(() -> WorkFolder.replace(taken, new byte[3]))
        .isInstanceOf(IOException.class);
    assertThat(directory.resolve("taken.part")).doesNotExist();
  }

  @Test
  void badFilesNeverReachTheEngine() throws Exception {
    WorkFolder folder = TestCases.folder(directory, TestCases.market(300));
    Files.delete(folder.series());
    assertBad(folder, "bad-series", "time-series.csv is missing");
    Files.writeString(folder.series(), "time,close\r\n2020-01-01T00:00:00Z,x\r\n");
    assertBad(folder, "bad-series", "time-series.csv:2");
    Files.write(folder.series(), new byte[] {0, (byte) 0xff, 3});
    assertBad(folder, "bad-series", "time-series.csv");
    Files.delete(folder.parameters());
    assertBad(folder, "bad-parameters", "parameters.csv is missing");
    Files.writeString(folder.parameters(), "parameter,value\r\nlag,5\r\n");
    assertBad(folder, "bad-parameters", "did you mean \"lags\"?");
  }

  @ParameterizedTest
  @CsvSource({
    "lags, 290, no-samples",
    "training-percent, 1, no-samples",
    "validation-from, 2016-01-01T00:00:00Z, no-samples",
    "validation-from, 2036-01-01T00:00:00Z, no-samples",
    "labels, colse, bad-parameters"
  })
  void casesThatTheSeriesCannotServeNeverReachTheEngine(String name, String value, String kind)
      throws Exception {
    assertBad(TestCases.folder(directory, TestCases.market(300), name, value), kind, "");
  }

  /** Stands for kill -9: nothing that the trainer would do at its end is done. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static FakeEngine ten() {
    return new FakeEngine(
        List.of(0.9f, 0.8f, 0.5f, 0.7f, 0.6f, 0.8f, 0.45f, 0.9f, 0.8f, 0.7f),
        List.of(1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1));
  }

  private static ResultFile.Trained train(
      WorkFolder folder, List<Integer> epochs, List<String> remarks, int killedAfter)
      throws Exception {
    return new FolderTraining(
            folder,
            (choice, network) -> ten(),
            List.of(),
            Optional.of(Duration.ZERO),
            InstantSource.system(),
            progress -> {
              epochs.add(progress.epoch());
              if (progress.epoch() == killedAfter) {
                throw new Killed();
              }
            },
            remarks::add)
        .run();
  }

  @Test
  void aKilledTrainingGoesOnWhereItWas() throws Exception {
    String[] changes = {"epochs", "10", "schedule", "plateau", "plateau-patience", "1"};
    WorkFolder whole =
        TestCases.folder(
            Files.createDirectory(directory.resolve("whole")), TestCases.market(300), changes);
    ResultFile.Trained uninterrupted = train(whole, new ArrayList<>(), new ArrayList<>(), 0);
    assertThat(uninterrupted.history().get(9).learningRate())
        .isNotEqualTo(uninterrupted.history().get(0).learningRate());

    WorkFolder folder =
        TestCases.folder(
            Files.createDirectory(directory.resolve("killed")), TestCases.market(300), changes);
    List<Integer> epochs = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    assertThatThrownBy(() -> train(folder, epochs, remarks, 5)).isInstanceOf(Killed.class);
    assertThat(folder.checkpoint()).exists();
    assertThat(folder.result()).doesNotExist();
    assertThatThrownBy(() -> train(folder, epochs, remarks, 7)).isInstanceOf(Killed.class);
    ResultFile.Trained resumed = train(folder, epochs, remarks, 0);
    assertThat(epochs).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(remarks)
        .containsExactly(
            "resuming after epoch 5 of 10 from " + folder.checkpoint(),
            "resuming after epoch 7 of 10 from " + folder.checkpoint());
    assertThat(resumed.history()).isEqualTo(uninterrupted.history());
    assertThat(resumed.bestEpoch()).isEqualTo(3);
    assertThat(resumed.validation()).isEqualTo(uninterrupted.validation());
    assertThat(folder.model()).hasSameBinaryContentAs(whole.model());
    assertThat(folder.checkpoint()).doesNotExist();
  }

  @Test
  void aCheckpointOfAnotherCaseOrADamagedOneIsIgnoredWithALine() throws Exception {
    WorkFolder folder = TestCases.folder(directory, TestCases.market(300), "epochs", "10");
    List<Integer> epochs = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    assertThatThrownBy(() -> train(folder, epochs, remarks, 5)).isInstanceOf(Killed.class);
    TestCases.folder(directory, TestCases.market(300), "epochs", "10", "seed", "7");
    train(folder, epochs, remarks, 0);
    assertThat(epochs).containsExactly(1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(remarks).hasSize(1);
    assertThat(remarks.get(0)).contains("is ignored: it is of another case: its parametersSha256");

    Files.writeString(folder.checkpoint(), "no checkpoint");
    train(folder, epochs, remarks, 0);
    assertThat(remarks.get(1)).contains("is ignored: it is damaged");
    assertThat(epochs).hasSize(25);
  }

  @Test
  void aFailureLeavesNoCheckpointForTheSameFailureToGoOnFrom() throws Exception {
    WorkFolder folder = TestCases.folder(directory, TestCases.market(300));
    Files.writeString(folder.checkpoint(), "old");
    EngineSource diverging =
        (choice, network) -> new FakeEngine(List.of(0.5f), List.of(Double.NaN));
    assertThatThrownBy(() -> train(folder, diverging)).isInstanceOf(TrainingException.class);
    assertThat(folder.checkpoint()).doesNotExist();
  }

  private static void assertBad(WorkFolder folder, String kind, String reason) throws Exception {
    EngineSource none =
        (choice, network) -> {
          throw new AssertionError("the engine was opened");
        };
    assertThatThrownBy(() -> train(folder, none)).isInstanceOf(TrainingException.class);
    assertFailed(folder, kind, reason);
  }

  private static void assertFailed(WorkFolder folder, String kind, String reason) throws Exception {
    ResultFile result = ResultFile.parse(Files.readAllBytes(folder.result()));
    assertThat(result).isInstanceOf(ResultFile.Failed.class);
    ResultFile.Failed failed = (ResultFile.Failed) result;
    assertThat(failed.kind()).isEqualTo(kind);
    assertThat(failed.reason()).contains(reason);
    assertThat(folder.model()).doesNotExist();
    assertThat(new String(result.toJson(), StandardCharsets.UTF_8)).contains("\"failed\"");
  }

  private static ResultFile.Trained train(WorkFolder folder, EngineSource engine) throws Exception {
    return new FolderTraining(
            folder,
            engine,
            List.of(),
            Optional.empty(),
            InstantSource.system(),
            epoch -> {},
            line -> {})
        .run();
  }
}
