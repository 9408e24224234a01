package dev.gridcast.trainer.cli;

import dev.gridcast.trainer.work.WorkFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
          + " native library for this machine or no room for the results, 4 the training failed;"
          + " result.json says why."
    })
final class RunCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(paramLabel = "WORKDIR", description = "The folder of the case.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path input;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Write the results to another folder; WORKDIR may then be read-only.")
  private @Nullable Path output;

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
    WorkFolder folder = new WorkFolder(input, output == null ? input : output);
    return new CaseRun(() -> Engines.open(err), InstantSource.system(), err)
        .run(folder, epoch -> out.println(epoch.toJsonLine()))
        .exitCode();
  }
}
