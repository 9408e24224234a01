package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.InviteException;
import dev.gridcast.protocol.identity.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code invite.txt}: the invite of a data directory, and with it the secret and the port, which a
 * server that comes back must keep or its volunteers would not find it. For the owner's eyes only.
 */
final class InviteFile {

  /** What releases up to 0.5 wrote: it names no key, but where the server was. */
  private static final Pattern OLD_FORM =
      Pattern.compile("gridcast://(?<host>[^/\\s]+):(?<port>[0-9]{1,5})/\\S+");

  private final Path file;

  InviteFile(Path file) {
    this.file = file;
  }

  /**
   * Where a server was.
   *
   * @param host a name or an address; IPv6 in brackets; empty when it had no port for others
   * @param port 0 when it had none
   * @param secret what it asked for; empty when it was of an older release, whose invites are void,
   *     or when the operator took it back
   * @param revoked whether the operator did
   */
  record Before(String host, int port, Optional<Secret> secret, boolean revoked) {

    /** The secret from now on; empty when the operator wants none. */
    Optional<Secret> secretNow() {
      return revoked || secret.isPresent() ? secret : Optional.of(Secret.random());
    }
  }

  /**
   * Where the server was before.
   *
   * @throws UserError when there is a file but no invite in it
   */
  Optional<Before> read() throws UserError {
    try {
      return Files.exists(file) ? parse(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw UserError.badInput(file + " cannot be read: " + e.getMessage());
    } catch (InviteException e) {
      throw UserError.badInput(
          file + " is damaged: " + e.getMessage() + "; delete it to get a new invite");
    }
  }

  private static Optional<Before> parse(String text) throws InviteException {
    Matcher old = OLD_FORM.matcher(text.strip());
    if (old.matches()) {
      int port = Integer.parseInt(old.group("port"));
      return Optional.of(new Before(old.group("host"), port, Optional.empty(), false));
    }
    Invite invite = Invite.parse(text);
    boolean revoked = invite.secret().isEmpty();
    return Optional.of(
        invite.ways().stream()
            .filter(way -> way.kind() == Invite.Kind.HTTP)
            .findFirst()
            .map(way -> new Before(way.uri().getHost(), way.port(), invite.secret(), revoked))
            .orElseGet(() -> new Before("", 0, invite.secret(), revoked)));
  }

  /**
   * The invite as the server wrote it, for other invites to be made of.
   *
   * @throws UserError when no server of this release was ever started there
   */
  Invite invite() throws UserError {
    try {
      return Invite.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw notYet("there is none");
    } catch (IOException e) {
      throw UserError.badInput(file + " cannot be read: " + e.getMessage());
    } catch (InviteException e) {
      throw notYet(String.valueOf(e.getMessage()));
    }
  }

  private UserError notYet(String why) {
    return UserError.badInput(
        "where volunteers reach the server is in "
            + file
            + ", and "
            + why
            + ": start the server on that data directory once");
  }

  /** The same invite with another secret, or none. */
  static Invite with(Invite invite, Optional<Secret> secret) {
    return new Invite(invite.server(), invite.ways(), secret, invite.stun());
  }

  /** Replaces the invite as a whole. */
  void write(Invite invite) throws UserError {
    try {
      // A temporary file is readable for its owner only, from its first moment.
      Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), "invite", ".tmp");
      Files.writeString(temporary, invite.text() + System.lineSeparator());
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw UserError.badInput(file + " cannot be written: " + e.getMessage());
    }
  }
}
