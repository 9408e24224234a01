package dev.gridcast.client.control;

import dev.gridcast.client.cache.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The folder {@code control} of a data folder, which only its owner can enter: what lies in it
 * belongs to the client that runs. A system takes a socket's name only up to about a hundred bytes;
 * where the folder lies deeper, the socket lies in a short one of its own, and the file {@code
 * control.path} says where.
 */
final class ControlFolder {

  static final String SOCKET = "control.sock";

  /** What every system takes: Linux 107, macOS 103 bytes. */
  static final int MAX_SOCKET_BYTES = 100;

  private static final String POINTER = "control.path";
  private static final String SHORT = "gridcast-";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;

  private ControlFolder(Path folder) {
    this.folder = folder;
  }

  /** Of a data folder; touches nothing. */
  static ControlFolder in(Path dataFolder) {
    return new ControlFolder(dataFolder.toAbsolutePath().normalize().resolve("control"));
  }

  /** Makes it, or makes it the owner's only. */
  void make() throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder);
    }
    if (isPosix(folder)) {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Where the socket of a client that runs is, if there is one. */
  Optional<Path> findSocket() throws IOException {
    Optional<Path> elsewhere = shortFolder();
    Path socket = elsewhere.orElse(folder).resolve(SOCKET);
    return Files.exists(socket, LinkOption.NOFOLLOW_LINKS) ? Optional.of(socket) : Optional.empty();
  }

  boolean hasRoomForSocket() {
    return file(SOCKET).toString().getBytes(StandardCharsets.UTF_8).length <= MAX_SOCKET_BYTES;
  }

  /** A new short folder for the socket, which {@link #clear} removes. */
  Path makeShortFolder(Path temporary) throws IOException {
    Path made = Files.createTempDirectory(temporary, SHORT);
    DurableFiles.write(file(POINTER), made.toString().getBytes(StandardCharsets.UTF_8));
    return made;
  }

  /** Removes what a client leaves behind, this one or one that was killed. */
  void clear() throws IOException {
    Optional<Path> elsewhere = shortFolder();
    if (elsewhere.isPresent()) {
      Files.deleteIfExists(elsewhere.get().resolve(SOCKET));
      Files.deleteIfExists(elsewhere.get());
    }
    Files.deleteIfExists(file(POINTER));
    Files.deleteIfExists(file(SOCKET));
  }

  /** The folder that the pointer names, when it is still ours: others may write beside it. */
  private Optional<Path> shortFolder() throws IOException {
    Path named;
    try {
      named = Path.of(new String(Files.readAllBytes(file(POINTER)), StandardCharsets.UTF_8));
    } catch (NoSuchFileException | InvalidPathException e) {
      return Optional.empty();
    }
    boolean ours =
        named.isAbsolute()
            && String.valueOf(named.getFileName()).startsWith(SHORT)
            && Files.isDirectory(named, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(named, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(folder))
            && (!isPosix(named) || Files.getPosixFilePermissions(named).equals(OWNER_ONLY));
    return ours ? Optional.of(named) : Optional.empty();
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
