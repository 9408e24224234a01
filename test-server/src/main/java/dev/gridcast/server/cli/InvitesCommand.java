package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.server.admission.InviteDesk;
import dev.gridcast.server.report.InvitesReport;
import dev.gridcast.server.store.IssuedInvite;
import dev.gridcast.server.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code invites}: what was handed out, and what it is still good for. */
@Command(
    name = "invites",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the invites of the server of a data directory, whether it runs or not: the oldest"
          + " first, with those that are good for nothing any more. Their secrets are not known.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-server.jar invites",
      "  java -jar test-server.jar invites --json"
    })
final class InvitesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private StorePlace place;

  @Mixin private TableOrJson form;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  InvitesCommand() {}

  @Override
  public Integer call() throws UserError, IOException {
    PeerKey server =
        new InviteFile(place.dataDirectory().resolve(DataDirectory.INVITE)).invite().server();
    try (Store store = place.openReadOnly()) {
      InviteDesk desk = InviteDesk.of(store, server, InstantSource.system());
      List<IssuedInvite> invites = desk.invites();
      Map<Long, List<String>> users = new HashMap<>();
      for (IssuedInvite invite : invites) {
        users.put(invite.id(), desk.usersOf(invite).stream().map(id -> known(store, id)).toList());
      }
      InvitesReport report = new InvitesReport(invites, users, Instant.now());
      form.print(spec.commandLine().getOut(), report);
    }
    return ExitCode.OK;
  }

  /** The key says who it is, the name is what it calls itself. */
  private String known(Store store, String id) {
    if (form.isJson()) {
      return id;
    }
    return store
        .read(reader -> reader.volunteer(id))
        .map(volunteer -> volunteer.name() + " (" + PeerKey.parse(id).shortText() + ")")
        .orElseGet(() -> PeerKey.parse(id).shortText());
  }
}
