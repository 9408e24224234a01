package dev.gridcast.trainer.cli;

import dev.gridcast.trainer.work.WorkFolder;
import dev.gridcast.trainer.work.predecessor.PredecessorFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
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
      "Reads parameters.csv and time-series.csv there; writes result.json, model.safetensors and"
          + " model-card.json.",
      "Each epoch prints one line of JSON on stdout; text for people goes to stderr."
    },
    footer = {
      "",
      "Example:",
      "  java -Xmx512m --add-modules jdk.incubator.vector -jar trainer.jar run my-case",
      "",
      "Exit codes: 0 the model is trained, 1 unexpected failure (a bug), 2 bad input or usage, 3 the"
          + " engine that the case asks for cannot run here or lacks the model, or no room for the"
          + " results, 4 the training failed; result.json says why."
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
      names = "--checkpoint-seconds",
      paramLabel = "N|off",
      defaultValue = "30",
      converter = CheckpointOption.class,
      description = {
        "Leave a checkpoint at most every N seconds (default: ${DEFAULT-VALUE}); 0: after each"
            + " epoch. A killed training goes on from it when it is run again, to the same bits;"
            + " off: starts anew."
      })
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CheckpointOption.Interval checkpoints;

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
    return new CaseRun(
            Engines.ofThisProgram(err),
            List.of(new PredecessorFormat()),
            checkpoints.every(),
            InstantSource.system(),
            err)
        .run(folder, epoch -> out.println(epoch.toJsonLine()))
        .exitCode();
  }
}
