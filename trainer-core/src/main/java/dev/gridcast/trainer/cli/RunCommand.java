package dev.gridcast.trainer.cli;

import dev.gridcast.trainer.engine.dl4j.Dl4jEngine;
import dev.gridcast.trainer.work.FolderTraining;
import dev.gridcast.trainer.work.ResultFile;
import dev.gridcast.trainer.work.TrainingException;
import dev.gridcast.trainer.work.WorkFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trainer run}: a work folder in, a result and a model out. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = TrainerMain.Version.class,
    description = {
      "Trains the case in a folder.",
      "Reads parameters.csv and time-series.csv there; writes result.json and model.safetensors.",
      "Each epoch prints one line of JSON on stdout; text for people goes to stderr."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the model is trained",
      "1:an unexpected failure: a bug",
      "2:bad input or usage; result.json says what",
      "3:no native library for this machine",
      "4:the training failed; result.json says why"
    },
    footer = {"", "Example:", "  java -Xmx512m -jar trainer.jar run my-case"})
final class RunCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(paramLabel = "WORKDIR", description = "The folder of the case.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path directory;

  @Option(
      names = "--exit-with-parent",
      description = "Halt as soon as stdin ends, so that a killed parent leaves no orphan.")
  private boolean exitWithParent;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (exitWithParent) {
      ParentWatch.start(System.in);
    }
    if (!Files.isDirectory(directory)) {
      err.println("trainer: " + directory + " is not a folder");
      return ExitCode.BAD_INPUT;
    }
    FolderTraining training =
        new FolderTraining(
            new WorkFolder(directory),
            Dl4jEngine::open,
            InstantSource.system(),
            epoch -> out.println(epoch.toJsonLine()));
    try {
      summary(err, training.run());
      return ExitCode.OK;
    } catch (TrainingException e) {
      err.println("trainer: " + e.failure().reason());
      return ExitCode.of(e.failure());
    } catch (IOException e) {
      err.println("trainer: the folder " + directory + " cannot be read or written: " + e);
      return ExitCode.BAD_INPUT;
    }
  }

  private void summary(PrintWriter err, ResultFile.Trained result) {
    double rmse = result.validation().model().rmse();
    double persistence = result.validation().persistence().rmse();
    err.printf(
        Locale.ROOT,
        "trained %d epochs in %.1f s; epoch %d is the best%n",
        result.epochs(),
        result.seconds(),
        result.bestEpoch());
    err.printf(
        Locale.ROOT,
        "validation RMSE %.6g, persistence %.6g: the model %s%n",
        rmse,
        persistence,
        rmse < persistence ? "beats persistence" : "does not beat persistence");
    result
        .forecast()
        .ifPresent(next -> err.println("forecast for " + next.time() + ": " + next.values()));
    err.println("result: " + new WorkFolder(directory).result());
  }
}
