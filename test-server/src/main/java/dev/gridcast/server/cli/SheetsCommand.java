package dev.gridcast.server.cli;

import dev.gridcast.server.report.sheets.SheetsFault;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sheets}: the mirror in Google Sheets. */
@Command(
    name = "sheets",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {SheetsCheckCommand.class, SheetsRebuildCommand.class},
    description = {
      "The mirror of the results in Google Sheets. `run` keeps it up to date by itself, as soon as"
          + " there is a sheets: section in the experiment file or --sheets-key; these commands"
          + " help to set it up and to mend it. docs/sheets.md goes through all the steps.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-server.jar sheets check examples/btc-4h.yaml",
      "  java -jar test-server.jar sheets check --sheets-key key.json --sheets-spreadsheet ID",
      "  java -jar test-server.jar sheets rebuild examples/btc-4h.yaml"
    })
final class SheetsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli injects the specification before it calls
  SheetsCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "which command? check or rebuild; --help says what they do");
  }

  /** The same sentence, with the exit code that fits. */
  static UserError error(SheetsFault fault) {
    return switch (fault.kind()) {
      case NO_CONNECTION, DOWN, BUSY -> UserError.noConnection(fault.sentence());
      default -> UserError.badInput(fault.sentence());
    };
  }
}
