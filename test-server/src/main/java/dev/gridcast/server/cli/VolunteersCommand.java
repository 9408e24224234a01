package dev.gridcast.server.cli;

import dev.gridcast.server.report.VolunteersReport;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code volunteers}: who takes part, and how far each can be relied on. */
@Command(
    name = "volunteers",
    mixinStandardHelpOptions = true,
    description = {
      "Prints every volunteer's record, whether the server runs or not: most verified cases first.",
      ""
    },
    footer = {
      "",
      "verified: results that count; agreed: trainings that confirmed somebody else's result;"
          + " streak: results in a row that a second training confirmed (from 10 on, not every"
          + " result is trained twice); reliability: valid results among all attempts; compute: time"
          + " spent on valid ones; connection: how it is connected with the server of this data"
          + " directory right now.",
      "",
      "Examples:",
      "  java -jar test-server.jar volunteers",
      "  java -jar test-server.jar volunteers --json"
    })
final class VolunteersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private StorePlace place;

  @Option(names = "--json", description = "Print JSON for programs instead of a table.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  VolunteersCommand() {}

  @Override
  public Integer call() throws UserError, IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (Store store = place.openReadOnly()) {
      VolunteersReport report =
          new VolunteersReport(
              store.read(StoreReader::volunteers),
              new ConnectionsFile(place.dataDirectory()).read(Instant.now()));
      if (json) {
        Printing.utf8(out, report::json);
      } else {
        out.print(report.table(Terminal.detect(System.getenv()).colours()));
      }
    }
    out.flush();
    return ExitCode.OK;
  }
}
