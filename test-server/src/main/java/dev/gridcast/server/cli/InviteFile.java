package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.InviteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * {@code invite.txt}: the invite of a data directory, and with it the secret and the port, which a
 * server that comes back must keep or its volunteers would not find it. For the owner's eyes only.
 */
final class InviteFile {

  private final Path file;

  InviteFile(Path file) {
    this.file = file;
  }

  /**
   * The invite that was used before.
   *
   * @throws UserError when there is a file but no invite in it
   */
  Optional<Invite> read() throws UserError {
    try {
      return Files.exists(file)
          ? Optional.of(Invite.parse(Files.readString(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw UserError.badInput(file + " cannot be read: " + e.getMessage());
    } catch (InviteException e) {
      throw UserError.badInput(
          file + " is damaged: " + e.getMessage() + "; delete it to get a new invite");
    }
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
