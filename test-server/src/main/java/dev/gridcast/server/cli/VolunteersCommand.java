package dev.gridcast.server.cli;

import dev.gridcast.server.report.VolunteersReport;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreReader;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Mixin private TableOrJson form;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  VolunteersCommand() {}

  @Override
  public Integer call() throws UserError, IOException {
    try (Store store = place.openReadOnly()) {
      VolunteersReport report =
          new VolunteersReport(
              store.read(StoreReader::volunteers),
              new ConnectionsFile(place.dataDirectory()).read(Instant.now()));
      form.print(spec.commandLine().getOut(), report);
    }
    return ExitCode.OK;
  }
}
