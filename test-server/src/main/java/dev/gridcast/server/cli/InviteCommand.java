package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.server.admission.InviteDesk;
import dev.gridcast.server.store.Store;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code invite}: another invite, with limits of its own. */
@Command(
    name = "invite",
    mixinStandardHelpOptions = true,
    description = {
      "Makes an invite and prints it, as a line and as a QR code. It can be read this once: only a"
          + " hash of its secret is kept. Works while the server runs; the server must have been"
          + " started once, so that it is known where volunteers reach it.",
      ""
    },
    footer = {
      "",
      "The invite that `run` prints is one of them, too: its name is default, it has no limits, and"
          + " after `revoke default` this makes it anew: `invite --name default`.",
      "",
      "Examples:",
      "  java -jar test-server.jar invite --name friends --expires 7d --uses 5",
      "  java -jar test-server.jar invite --uses 1 --no-qr"
    })
final class InviteCommand implements Callable<Integer> {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

  @Spec private CommandSpec spec;

  @Mixin private StorePlace place;

  @Option(
      names = "--expires",
      paramLabel = "SPAN",
      description =
          "How long a new volunteer may use it, like 12h or 7d; whoever has joined may come again"
              + " afterwards. Default: for ever.")
  private @Nullable String expires;

  @Option(
      names = "--uses",
      paramLabel = "N",
      description = "How many volunteers may use it. Default: any number.")
  private @Nullable Long uses;

  @Option(
      names = "--name",
      paramLabel = "WORD",
      description = "What `invites` and `revoke` call it. Default: invite-N.")
  private @Nullable String name;

  @Option(names = "--no-qr", description = "Print the line alone, without a QR code.")
  private boolean noQr;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  InviteCommand() {}

  @Override
  public Integer call() throws UserError {
    PrintWriter out = spec.commandLine().getOut();
    Optional<Duration> lifetime = lifetime();
    OptionalLong most = most();
    Optional<String> wanted = Optional.ofNullable(name);
    if (wanted.isPresent() && !NAME.matcher(wanted.get()).matches()) {
      throw UserError.badInput(
          "--name must be a word of at most 40 letters, digits, dots, - and _, not " + name);
    }
    boolean own = wanted.filter(InviteDesk.DEFAULT_INVITE::equals).isPresent();
    if (own && (lifetime.isPresent() || most.isPresent())) {
      throw UserError.badInput(
          "the default invite has no limits; give another --name, or leave it out");
    }
    InviteFile file = new InviteFile(place.dataDirectory().resolve(DataDirectory.INVITE));
    Invite written = file.invite();
    try (Store store = place.openExisting()) {
      InviteDesk desk = InviteDesk.of(store, written.server(), InstantSource.system());
      InviteDesk.Made made =
          desk.invite(wanted, lifetime, most)
              .orElseThrow(
                  () ->
                      UserError.badInput(
                          "there is an invite called "
                              + name
                              + " already: give another --name, or `revoke "
                              + name
                              + "` first"));
      Invite invite = InviteFile.with(written, Optional.of(made.secret()));
      if (own) {
        file.write(invite);
      }
      print(out, invite, made.name(), lifetime, most);
    }
    out.flush();
    return ExitCode.OK;
  }

  private void print(
      PrintWriter out,
      Invite invite,
      String called,
      Optional<Duration> lifetime,
      OptionalLong most) {
    out.println(invite.text());
    if (!noQr) {
      QrCode.of(invite.text()).forEach(out::println);
    }
    out.println(
        called
            + ": for "
            + (most.isEmpty()
                ? "any number of volunteers"
                : Figures.count(most.getAsLong(), "volunteer"))
            + (expires == null || lifetime.isEmpty() ? "" : ", for " + expires.strip())
            + "; `revoke "
            + called
            + "` takes it back. Whoever has the line can use it: send it to nobody else.");
  }

  private Optional<Duration> lifetime() throws UserError {
    return expires == null ? Optional.empty() : Optional.of(TimeSpan.parse("--expires", expires));
  }

  private OptionalLong most() throws UserError {
    if (uses == null) {
      return OptionalLong.empty();
    }
    if (uses < 1 || uses > Integer.MAX_VALUE) {
      throw UserError.badInput("--uses must be at least 1, not " + uses);
    }
    return OptionalLong.of(uses);
  }
}
