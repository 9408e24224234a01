package dev.gridcast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import dev.gridcast.trainer.work.TrainingFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerMainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpsWithAnExample() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("java -jar trainer.jar run my-case");
    assertThat(run("run", "--help")).isZero();
    assertThat(out.toString())
        .contains("--exit-with-parent", "WORKDIR", "Exit codes:", "Usage: gridcast trainer run");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("trainer 0.");
  }

  @Test
  void refusesWrongUseWithTwo() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("which command? run");
    assertThat(run("train")).isEqualTo(2);
    assertThat(run("run")).isEqualTo(2);
    assertThat(run("run", "a", "b")).isEqualTo(2);
  }

  @Test
  void aFolderThatIsNoneIsBadInput(@TempDir Path directory) {
    assertThat(run("run", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1).first().asString().endsWith("is not a folder");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFolderOfAnotherKindIsLeftAsItIs(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("model.safetensors"), "somebody's own");

    assertThat(run("run", directory.toString())).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(1)
        .first()
        .asString()
        .contains("neither parameters.csv nor time-series.csv");
    assertThat(directory).isDirectoryContaining("glob:**/model.safetensors");
    assertThat(directory.resolve("result.json")).doesNotExist();
  }

  @Test
  void figuresForPeopleHaveNoExponent() {
    assertThat(CaseRun.figure(12_345_678.9)).isEqualTo("12345700");
    assertThat(CaseRun.figure(0.0000123456789)).isEqualTo("0.0000123457");
    assertThat(CaseRun.figure(0)).isEqualTo("0");
  }

  @Test
  void theVerdictNamesEveryBaseline() {
    assertThat(CaseRun.verdict(evaluation(2, 3, 1)))
        .isEqualTo(
            "validation RMSE 2, persistence 3, linear 1: the model beats persistence, not linear");
    assertThat(CaseRun.verdict(evaluation(2, 3, 4)))
        .endsWith(": the model beats persistence and linear");
    assertThat(CaseRun.verdict(evaluation(2, 2, 1)))
        .endsWith(": the model does not beat persistence or linear");
  }

  private static Evaluation evaluation(double model, double persistence, double linear) {
    return new Evaluation(
        10,
        rmse(model),
        Map.of(Baseline.PERSISTENCE, rmse(persistence), Baseline.LINEAR, rmse(linear)));
  }

  private static Metrics rmse(double rmse) {
    return new Metrics(Map.of(Metric.RMSE, rmse), Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "", "never", "1000000", "1e3"})
  void refusesOtherTimesBetweenCheckpoints(String value, @TempDir Path directory) {
    assertThat(run("run", "--checkpoint-seconds", value, directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("a whole number of seconds from 0 to 999999, or off");
  }

  @Test
  void aFolderWithoutParametersIsBadInputWithOneLine(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("time-series.csv"), "time,close\r\n");

    assertThat(run("run", directory.toString())).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(1)
        .first()
        .asString()
        .contains("parameters.csv is missing");
    assertThat(directory.resolve("result.json")).content().contains("\"bad-parameters\"");
  }

  @Test
  void everyFailureHasItsExitCode() {
    Map<Class<? extends TrainingFailure>, Integer> codes =
        Map.of(
            TrainingFailure.BadParameters.class, 2,
            TrainingFailure.BadSeries.class, 2,
            TrainingFailure.NoSamples.class, 2,
            TrainingFailure.EngineMissing.class, 3,
            TrainingFailure.Diverged.class, 4,
            TrainingFailure.OutOfMemory.class, 4,
            TrainingFailure.EngineFailed.class, 4);
    assertThat(TrainingFailure.class.getPermittedSubclasses())
        .allSatisfy(
            type -> {
              TrainingFailure failure =
                  (TrainingFailure) type.getDeclaredConstructor(String.class).newInstance("why");
              assertThat(codes).containsEntry(failure.getClass(), ExitCode.of(failure));
              assertThat(failure.reason()).isEqualTo("why");
            });
  }

  private int run(String... args) {
    return TrainerMain.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
