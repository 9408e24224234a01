package dev.gridcast.server.cli;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.report.sheets.SheetsCheck;
import dev.gridcast.server.report.sheets.SheetsFault;
import dev.gridcast.server.report.sheets.SheetsTarget;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sheets check}: what is right and what is wrong, in words. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Tells step by step whether the results can be mirrored in Google Sheets: the key, the APIs,"
          + " the spreadsheet, and whether it is shared. Stops at the first thing that is wrong and"
          + " says what to do about it. Changes nothing.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 all is well, 2 something is to be mended, 5 Google cannot be reached or asks to"
          + " wait.",
      "",
      "Examples:",
      "  java -jar test-server.jar sheets check examples/btc-4h.yaml",
      "  java -jar test-server.jar sheets check --sheets-key key.json \\",
      "      --sheets-spreadsheet https://docs.google.com/spreadsheets/d/1AbC.../edit"
    })
final class SheetsCheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "EXPERIMENT",
      arity = "0..1",
      description = "The experiment file, for its sheets: section; not needed with --sheets-key.")
  private @Nullable Path experimentFile;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "gridcast-data/server",
      description = "Where the server keeps its data. Default: ${DEFAULT-VALUE}")
  private Path dataDir;

  @Mixin private SheetsOption sheets;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  SheetsCheckCommand() {}

  @Override
  public Integer call() throws UserError, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Optional<Experiment> experiment = sheets.experiment(experimentFile);
    SheetsTarget target = sheets.required(experiment, dataDir);
    try {
      SheetsCheck.run(
          target,
          experiment.map(Experiment::fingerprint),
          Clock.systemUTC(),
          line -> {
            out.println("ok  " + line);
            out.flush();
          });
    } catch (SheetsFault e) {
      throw SheetsCommand.error(e);
    }
    out.println("all is well: `gridcast server run` will keep the spreadsheet up to date");
    out.flush();
    return ExitCode.OK;
  }
}
