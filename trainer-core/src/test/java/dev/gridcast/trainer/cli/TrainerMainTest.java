package dev.gridcast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.trainer.work.TrainingFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
