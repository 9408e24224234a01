package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.IdentityException;
import dev.gridcast.protocol.identity.IdentityFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Who a Test Client that this program starts will be. A client makes its key at its first start and
 * keeps it in {@link IdentityFile} in its folder; where that is there already, it takes it. So a
 * server knows its own clients before they knock.
 */
final class ClientIdentity {

  private ClientIdentity() {}

  /**
   * The volunteer id of the client with that folder; its key is made if it has none yet, and the
   * folder with it.
   *
   * @throws UserError when the folder cannot be written, or holds something else under that name
   */
  static String of(Path clientFolder) throws UserError {
    try {
      makeOwnerOnly(clientFolder);
      return IdentityFile.open(clientFolder).key().text();
    } catch (IdentityException e) {
      throw UserError.badInput(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw UserError.missing(
          "the key in " + clientFolder + " cannot be read or made: " + e.getMessage());
    }
  }

  private static void makeOwnerOnly(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
