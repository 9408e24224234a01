package dev.gridcast.server.cli;

import dev.gridcast.server.admission.MembershipDesk;
import dev.gridcast.server.report.MembersReport;
import dev.gridcast.server.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Mixin private TableOrJson form;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  MembersCommand() {}

  @Override
  public Integer call() throws UserError, IOException {
    try (Store store = place.openReadOnly()) {
      MembersReport report =
          new MembersReport(
              MembershipDesk.of(store, InstantSource.system()).members(),
              new ConnectionsFile(place.dataDirectory()).read(Instant.now()));
      form.print(spec.commandLine().getOut(), report);
    }
    return ExitCode.OK;
  }
}
