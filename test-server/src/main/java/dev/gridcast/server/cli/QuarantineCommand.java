package dev.gridcast.server.cli;

import dev.gridcast.server.report.QuarantineReport;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.volunteer.FailureLogs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quarantine}: the cases that ended badly, and why. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the cases that ended without a result, with every attempt at them: quarantined (failed"
          + " with one volunteer after the other), failed (with one volunteer only) and abandoned.",
      ""
    },
    footer = {
      "",
      "`release --case N` puts one of them on offer again.",
      "",
      "Examples:",
      "  java -jar test-server.jar quarantine",
      "  java -jar test-server.jar quarantine --log-lines 200",
      "  java -jar test-server.jar quarantine --whole-logs",
      "  java -jar test-server.jar quarantine --json"
    })
final class QuarantineCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private StorePlace place;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many cases are printed, lowest first. Default: ${DEFAULT-VALUE}")
  private int top;

  @Option(
      names = "--log-lines",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "How many lines of the end of each attempt's log are printed; JSON has all that was"
              + " kept. Default: ${DEFAULT-VALUE}")
  private int logLines;

  @Option(
      names = "--whole-logs",
      description =
          "Print the logs as far as they have come, up to 1 MiB each, not their ends of 16 KiB;"
              + " `--log-lines` does not count then.")
  private boolean wholeLogs;

  @Option(names = "--json", description = "Print JSON for programs instead of text.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  QuarantineCommand() {}

  @Override
  public Integer call() throws UserError, IOException {
    if (top < 1) {
      throw UserError.badInput("--top must be at least 1, not " + top);
    }
    if (logLines < 0) {
      throw UserError.badInput("--log-lines must be at least 0, not " + logLines);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Store store = place.openReadOnly()) {
      FailureLogs kept = new FailureLogs(DataDirectory.failureLogsOf(place.dataDirectory()));
      QuarantineReport report =
          QuarantineReport.of(store, top, wholeLogs ? wholeOf(kept) : QuarantineReport.Logs.ENDS);
      if (json) {
        Printing.utf8(out, report::json);
      } else {
        out.print(report.text(wholeLogs ? Integer.MAX_VALUE : logLines));
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private static QuarantineReport.Logs wholeOf(FailureLogs kept) {
    return (lease, end) -> {
      try {
        return kept.complete(lease, end);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
