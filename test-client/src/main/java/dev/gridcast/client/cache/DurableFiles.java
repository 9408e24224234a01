package dev.gridcast.client.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Files that survive the death of the process, or of the machine, in the middle of a write. */
public final class DurableFiles {

  private DurableFiles() {}

  /**
   * Writes a file so that after a crash at any instant it is either whole or as it was before. It
   * is readable by its owner only.
   *
   * @throws IOException when it cannot be written, for example for lack of space; nothing is left
   *     behind then
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path directory = parentOf(file);
    Path temporary = Files.createTempFile(directory, "." + file.getFileName(), ".part");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      moveInto(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Renames a file or a folder in one step and makes the new name durable. */
  public static void moveInto(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    forceDirectory(parentOf(to));
  }

  /**
   * Removes a file or a folder with everything in it; links are removed, never followed, also where
   * somebody puts them in place of folders meanwhile (on systems that can open a folder's entry
   * without following links, as Linux and macOS).
   */
  public static void deleteTree(Path root) throws IOException {
    Path name = root.getFileName();
    if (name == null || !Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> parent = Files.newDirectoryStream(parentOf(root))) {
      if (parent instanceof SecureDirectoryStream<Path> secure) {
        deleteIn(secure, name);
        return;
      }
    }
    deleteByPath(root);
  }

  private static void deleteIn(SecureDirectoryStream<Path> parent, Path name) throws IOException {
    try {
      if (!isFolder(parent, name)) {
        parent.deleteFile(name);
        return;
      }
      try (SecureDirectoryStream<Path> folder =
          parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        for (Path entry : folder) {
          deleteIn(folder, entry.getFileName());
        }
      }
      parent.deleteDirectory(name);
    } catch (NoSuchFileException e) {
      // Whoever else has removed it did what was asked for.
      return;
    }
  }

  private static boolean isFolder(SecureDirectoryStream<Path> parent, Path name)
      throws IOException {
    return parent
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes()
        .isDirectory();
  }

  private static void deleteByPath(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Makes the names in a folder durable, where the system can do that. */
  public static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder; there the journal of the file system has to do.
      return;
    }
  }

  private static Path parentOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("a file must lie in a folder: " + file);
    }
    return parent;
  }
}
