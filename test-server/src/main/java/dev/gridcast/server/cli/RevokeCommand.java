package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.InviteException;
import dev.gridcast.server.admission.InviteDesk;
import dev.gridcast.server.store.IssuedInvite;
import dev.gridcast.server.store.Store;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code revoke}: an invite opens nothing any more. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = {
      "Takes an invite back: nobody new can use it. Whoever joined by it stays, unless"
          + " --and-members. Works while the server runs.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-server.jar revoke friends",
      "  java -jar test-server.jar revoke default --and-members"
    })
final class RevokeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private StorePlace place;

  @Parameters(
      paramLabel = "NAME",
      description =
          "The name of the invite, as `invites` prints it, or the beginning of it if no other one"
              + " begins so; or the line itself.")
  private String name;

  @Option(
      names = "--and-members",
      description =
          "Also those who joined by it are out: they are disconnected within seconds and need"
              + " another invite.")
  private boolean andMembers;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  RevokeCommand() {}

  @Override
  public Integer call() throws UserError {
    PrintWriter out = spec.commandLine().getOut();
    InviteFile file = new InviteFile(place.dataDirectory().resolve(DataDirectory.INVITE));
    Invite written = file.invite();
    try (Store store = place.openExisting()) {
      InviteDesk desk = InviteDesk.of(store, written.server(), InstantSource.system());
      IssuedInvite invite = meant(desk);
      int strangers = desk.revoke(invite, andMembers);
      if (isWritten(desk, invite, written)) {
        // What stays says where the server is, and lets nobody in.
        file.write(InviteFile.with(written, Optional.empty()));
      }
      out.println(
          "the invite "
              + invite.name()
              + " lets nobody new in"
              + (strangers == 0
                  ? ""
                  : "; " + Figures.count(strangers, "key") + " need another one now"));
    }
    out.flush();
    return ExitCode.OK;
  }

  private static boolean isWritten(InviteDesk desk, IssuedInvite invite, Invite written) {
    return written
        .secret()
        .flatMap(desk::invite)
        .filter(own -> own.id() == invite.id())
        .isPresent();
  }

  /** By its name, else by the beginning of it, else by its text. */
  private IssuedInvite meant(InviteDesk desk) throws UserError {
    List<IssuedInvite> all = desk.invites();
    List<IssuedInvite> named = all.stream().filter(one -> one.name().equals(name)).toList();
    // The last one of a name is the one that may still be good.
    if (!named.isEmpty()) {
      return named.get(named.size() - 1);
    }
    List<IssuedInvite> begun =
        all.stream()
            .filter(one -> one.revokedAt().isEmpty())
            .filter(
                one ->
                    one.name().toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT)))
            .toList();
    if (begun.size() == 1) {
      return begun.get(0);
    }
    if (begun.size() > 1) {
      throw UserError.badInput(
          "several invites begin with "
              + name
              + ": "
              + String.join(", ", begun.stream().map(IssuedInvite::name).toList()));
    }
    return byText(desk)
        .orElseThrow(
            () ->
                UserError.badInput(
                    "this server has no such invite; `gridcast server invites` lists them"));
  }

  private Optional<IssuedInvite> byText(InviteDesk desk) {
    try {
      return Invite.parse(name).secret().flatMap(desk::invite);
    } catch (InviteException e) {
      return Optional.empty();
    }
  }
}
