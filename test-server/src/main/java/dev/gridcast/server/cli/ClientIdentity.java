package dev.gridcast.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Who a Test Client that this program starts will be. A client makes up its identity at its first
 * start and keeps it in {@code volunteer.id} in its folder; where that is there already, it takes
 * it. So a server knows its own clients before they knock.
 */
final class ClientIdentity {

  private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final int BYTES = 16;

  private ClientIdentity() {}

  /**
   * The identity of the client with that folder; made if it has none yet, and the folder with it.
   *
   * @throws UserError when the folder cannot be written, or holds something else under that name
   */
  static String of(Path clientFolder) throws UserError {
    Path file = clientFolder.resolve("volunteer.id");
    try {
      String known = Files.readString(file).strip();
      if (!IDENTITY.matcher(known).matches()) {
        throw UserError.badInput(
            file + " does not hold 22 characters of A-Z a-z 0-9 _ -: delete it to get a new one");
      }
      return known;
    } catch (NoSuchFileException e) {
      return make(file);
    } catch (IOException e) {
      throw UserError.missing(file + " cannot be read: " + e.getMessage());
    }
  }

  private static String make(Path file) throws UserError {
    byte[] bits = new byte[BYTES];
    new SecureRandom().nextBytes(bits);
    String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
      }
      Files.writeString(file, fresh + "\n", StandardOpenOption.CREATE_NEW);
      return fresh;
    } catch (IOException e) {
      throw UserError.missing(file + " cannot be written: " + e.getMessage());
    }
  }
}
