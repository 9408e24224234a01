package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.Invite;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code signalling.url}: where the server of a data directory listens on this machine, for
 * commands that bring it offers.
 */
final class LocalPort {

  /** It is on this machine. */
  private static final int CONNECT_MILLIS = 2000;

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
   * @throws UserError when no server runs on that data directory
   */
  Invite.Way read() throws UserError {
    Invite.Way way = known();
    try (Socket socket = new Socket()) {
      URI uri = way.uri();
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_MILLIS);
      return way;
    } catch (IOException e) {
      throw UserError.badInput(
          "the server of the data directory "
              + folder()
              + " is not running: start it with run, or name another directory with --data-dir");
    }
  }

  /** For people. */
  private String folder() {
    return String.valueOf(file.toAbsolutePath().normalize().getParent());
  }

  private Invite.Way known() throws UserError {
    try {
      return Invite.Way.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw UserError.badInput(
          "no server has run on the data directory "
              + folder()
              + ": start one with run, or name another one with --data-dir");
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.badInput(file + " cannot be read: " + e.getMessage());
    }
  }
}
