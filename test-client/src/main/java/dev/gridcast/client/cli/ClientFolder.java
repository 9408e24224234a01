package dev.gridcast.client.cli;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.IdentityException;
import dev.gridcast.protocol.identity.IdentityFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Everything that a client keeps, in one folder that one client has to itself. */
final class ClientFolder implements AutoCloseable {

  private static final String LOCK = "client.lock";

  private final Path root;
  private final FileChannel lockFile;

  private ClientFolder(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /** Opens the folder, making it when there is none, and locks it for this process. */
  static ClientFolder open(Path folder) throws ClientException {
    Path root = folder.toAbsolutePath().normalize();
    try {
      makeOwnerOnly(root);
      Files.createDirectories(root.resolve("logs"));
      return new ClientFolder(root, lock(root));
    } catch (IOException e) {
      throw ClientException.usage(
          "The data folder " + root + " cannot be used (" + e + "): choose another by --data-dir.");
    }
  }

  /**
   * Where libraries unpack their native parts: in a data folder, so that it can all be removed with
   * it; where there is none yet, among the temporary files.
   */
  static Path natives(Path folder) {
    return Files.isDirectory(folder)
        ? folder.resolve("native")
        : Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Makes the folder when there is none, without locking it. */
  static void make(Path folder) throws ClientException {
    try {
      makeOwnerOnly(folder);
    } catch (IOException e) {
      throw ClientException.usage(
          "The data folder "
              + folder
              + " cannot be made ("
              + e
              + "): choose another by --data-dir.");
    }
  }

  /** Whether a client works in a folder right now. */
  static boolean isInUse(Path folder) {
    Path file = folder.resolve(LOCK);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel)) {
      return lock == null;
    } catch (IOException e) {
      return false; // a lock file that cannot be opened is held by nobody that we could tell of
    }
  }

  Path resolve(String name) {
    return root.resolve(name);
  }

  Path root() {
    return root;
  }

  /** Where libraries unpack their native parts. */
  Path natives() {
    return natives(root);
  }

  /** Who this volunteer is to servers: a key, made at the first start, to be kept private. */
  Identity identity() throws ClientException, IOException {
    try {
      return IdentityFile.open(root);
    } catch (IdentityException e) {
      throw ClientException.usage(e.getMessage() + ".");
    }
  }

  /** Makes a folder that only its owner can enter; one that is there stays as it is. */
  static void makeOwnerOnly(Path root) throws IOException {
    if (Files.isDirectory(root)) {
      return;
    }
    Files.createDirectories(root);
    if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static FileChannel lock(Path root) throws IOException, ClientException {
    Path file = root.resolve(LOCK);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      String holder = holderOf(channel);
      channel.close();
      throw ClientException.usage(
          "Another client works in "
              + root
              + holder
              + ": stop that one, or give this one a folder of its own by --data-dir.");
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holderOf(FileChannel channel) {
    try {
      ByteBuffer text = ByteBuffer.allocate(20);
      channel.read(text, 0);
      String pid = StandardCharsets.UTF_8.decode(text.flip()).toString().strip();
      return pid.matches("[0-9]+") ? " (process " + pid + ")" : "";
    } catch (IOException e) {
      return ""; // Windows does not let anybody read a locked file
    }
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
