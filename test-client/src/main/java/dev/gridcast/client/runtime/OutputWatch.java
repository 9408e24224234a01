package dev.gridcast.client.runtime;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks how much a trainer has written while it runs; a disk is not its to fill. */
public final class OutputWatch {

  /** All files together: 64 MiB. */
  public static final long MAX_BYTES = 64L << 20;

  /** Files and folders together. */
  public static final int MAX_ENTRIES = 100;

  /** How often to look. */
  public static final Duration EVERY = Duration.ofMillis(200);

  private OutputWatch() {}

  /**
   * Looks once, without following links; the work is bounded, whatever is there.
   *
   * @param folder all that the trainer can write to
   * @return why it must be stopped, in one line; empty while it keeps the limits
   */
  public static Optional<String> excess(Path folder) {
    Count count = new Count(folder);
    try {
      Files.walkFileTree(folder, count);
    } catch (IOException e) {
      // It changes under our eyes: what is gone weighs nothing, and the next look is near.
      return Optional.empty();
    }
    return Optional.ofNullable(count.excess);
  }

  private static final class Count extends SimpleFileVisitor<Path> {

    private final Path folder;
    private long bytes;
    private int entries;
    private @Nullable String excess;

    Count(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return directory.equals(folder) ? FileVisitResult.CONTINUE : add(0);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return add(attributes.isRegularFile() ? attributes.size() : 0);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      // A folder that the trainer has locked against this user counts as an entry, too.
      return add(0);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }

    private FileVisitResult add(long size) {
      bytes += size;
      entries++;
      if (bytes > MAX_BYTES) {
        excess = "the trainer wrote more than " + (MAX_BYTES >> 20) + " MiB";
      } else if (entries > MAX_ENTRIES) {
        excess = "the trainer wrote more than " + MAX_ENTRIES + " files";
      }
      return excess == null ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }
  }
}
