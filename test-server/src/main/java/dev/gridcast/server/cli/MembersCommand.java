package dev.gridcast.server.cli;

import dev.gridcast.server.admission.MembershipDesk;
import dev.gridcast.server.report.MembersReport;
import dev.gridcast.server.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code members}: which keys may join. */
@Command(
    name = "members",
    mixinStandardHelpOptions = true,
    description = {
      "Prints every key that is, or was, at the door, whether the server runs or not: those that"
          + " wait for you first.",
      ""
    },
    footer = {
      "",
      "state: pending, waits for `admit`; member, may come without an invite; outside, needs an"
          + " invite; banned. connection: how it is connected with the server of this data directory"
          + " right now.",
      "",
      "Examples:",
      "  java -jar test-server.jar members",
      "  java -jar test-server.jar members --json"
    })
final class MembersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private StorePlace place;

  @Option(names = "--json", description = "Print JSON for programs instead of a table.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  MembersCommand() {}

  @Override
  public Integer call() throws UserError, IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (Store store = place.openReadOnly()) {
      MembersReport report =
          new MembersReport(
              MembershipDesk.of(store, InstantSource.system()).members(),
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
