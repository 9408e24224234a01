package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.Invite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code signalling.url}: where the server of a data directory listens on this machine, for
 * commands that bring it offers.
 */
final class LocalPort {

  private final Path file;

  /** That of a data directory. */
  LocalPort(Path root) {
    this.file = root.resolve("signalling.url");
  }

  void write(Invite.Way here) throws UserError {
    try {
      Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), "url", ".tmp");
      Files.writeString(temporary, here.uri() + System.lineSeparator());
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw UserError.badInput(file + " cannot be written: " + e.getMessage());
    }
  }

  /**
   * Where to bring an offer.
   *
   * @throws UserError when no server was ever started on that data directory
   */
  Invite.Way read() throws UserError {
    try {
      return Invite.Way.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw UserError.badInput(
          "no server has run on the data directory "
              + file.toAbsolutePath().normalize().getParent()
              + ": start one with run, or name another one with --data-dir");
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.badInput(file + " cannot be read: " + e.getMessage());
    }
  }
}
