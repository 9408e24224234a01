package dev.gridcast.trainer.cli;

import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.dl4j.Dl4jEngine;
import dev.gridcast.trainer.work.FolderTraining;
import dev.gridcast.trainer.work.ResultFile;
import dev.gridcast.trainer.work.TrainingException;
import dev.gridcast.trainer.work.WorkFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    footer = {
      "",
      "Example:",
      "  java -Xmx512m -jar trainer.jar run my-case",
      "",
      "Exit codes: 0 the model is trained, 1 unexpected failure (a bug), 2 bad input or usage, 3 no"
          + " native library for this machine, 4 the training failed; result.json says why."
    })
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
    WorkFolder folder = new WorkFolder(directory);
    if (Files.notExists(folder.parameters()) && Files.notExists(folder.series())) {
      // Somebody else's model may lie here: nothing is written or removed.
      err.println(
          "trainer: "
              + directory
              + " is no work folder: it has neither "
              + WorkFolder.PARAMETERS
              + " nor "
              + WorkFolder.SERIES);
      return ExitCode.BAD_INPUT;
    }
    FolderTraining training =
        new FolderTraining(
            folder,
            () -> openEngine(err),
            InstantSource.system(),
            epoch -> out.println(epoch.toJsonLine()));
    try {
      summary(err, training.run());
      return ExitCode.OK;
    } catch (TrainingException e) {
      err.println("trainer: " + e.getMessage());
      return ExitCode.of(e.failure());
    } catch (IOException e) {
      err.println("trainer: the folder " + directory + " cannot be read or written: " + e);
      return ExitCode.BAD_INPUT;
    }
  }

  /** Says what takes so long: loading is a second, unpacking for the first time many. */
  private static Dl4jEngine openEngine(PrintWriter err) throws EngineUnavailableException {
    Path natives = Dl4jEngine.natives();
    if (Files.notExists(natives)) {
      err.println("unpacking the native libraries to " + natives + ", once; this takes a while");
    }
    Dl4jEngine engine = Dl4jEngine.open();
    err.println("training with " + engine.name() + " " + engine.version());
    return engine;
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
    err.println(
        "validation RMSE "
            + figure(rmse)
            + ", persistence "
            + figure(persistence)
            + ": the model "
            + (rmse < persistence ? "beats persistence" : "does not beat persistence"));
    result
        .forecast()
        .ifPresent(
            next ->
                err.println(
                    "forecast for "
                        + next.time()
                        + ": "
                        + next.values().entrySet().stream()
                            .map(value -> value.getKey() + " " + figure(value.getValue()))
                            .collect(Collectors.joining(", "))));
    WorkFolder folder = new WorkFolder(directory);
    err.println("result: " + folder.result());
    err.println("model:  " + folder.model());
  }

  /** Six significant digits, never with an exponent. */
  static String figure(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(6));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
