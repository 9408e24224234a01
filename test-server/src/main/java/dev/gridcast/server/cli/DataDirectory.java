package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.IdentityException;
import dev.gridcast.protocol.identity.IdentityFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder that holds everything a server knows, locked by this process until closed: two servers
 * on one store would both believe to be alone.
 */
final class DataDirectory implements AutoCloseable {

  /** The name of the file with the server's own invite. */
  static final String INVITE = "invite.txt";

  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * Creates the folder if need be, and locks it.
   *
   * @throws UserError when the folder cannot be used, or another server does
   */
  static DataDirectory open(Path root) throws UserError {
    FileChannel lockFile = null;
    try {
      Files.createDirectories(logFolder(root));
      lockFile =
          FileChannel.open(
              root.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(lockFile)) {
        lockFile.close();
        throw UserError.badInput(
            "another server runs on the data directory "
                + root.toAbsolutePath().normalize()
                + "; stop it first, or choose another one with --data-dir");
      }
      return new DataDirectory(root, lockFile);
    } catch (IOException e) {
      throw UserError.badInput(
          "the data directory "
              + root.toAbsolutePath().normalize()
              + " cannot be used ("
              + e
              + "); make it a folder that can be written, or choose another one with --data-dir");
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // a server in this very process: the demo, or a test
    }
  }

  Path root() {
    return root;
  }

  Path store() {
    return storeOf(root);
  }

  /** Where the store of a data directory is, locked or not. */
  static Path storeOf(Path root) {
    return root.resolve("gridcast.db");
  }

  /** Where models lie of which only a part has come. */
  Path incoming() {
    return root.resolve("incoming");
  }

  Path failureLogs() {
    return failureLogsOf(root);
  }

  /** Where the logs of failed cases of a data directory are, locked or not. */
  static Path failureLogsOf(Path root) {
    return root.resolve("failure-logs");
  }

  Path invite() {
    return root.resolve(INVITE);
  }

  /**
   * The key by which volunteers know this server; made at the first start.
   *
   * @throws UserError when its file cannot be used
   */
  Identity identity() throws UserError {
    try {
      return IdentityFile.open(root);
    } catch (IdentityException e) {
      throw UserError.badInput(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw UserError.badInput(
          root.resolve(IdentityFile.NAME) + " cannot be used: " + e.getMessage());
    }
  }

  Path report() {
    return root.resolve("report.csv");
  }

  Path log() {
    return logFolder(root).resolve("server.log");
  }

  private static Path logFolder(Path root) {
    return root.resolve("logs");
  }

  /** Lets another server have the folder. The lock file itself stays: its name is the lock. */
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      // The lock ends with the process at the latest.
      org.slf4j.LoggerFactory.getLogger(DataDirectory.class).warn("closing the lock file", e);
    }
  }
}
