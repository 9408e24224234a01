package dev.gridcast.client.cache;

import dev.gridcast.protocol.blob.Hashes;
import dev.gridcast.protocol.blob.PartialBlobs;
import dev.gridcast.protocol.message.Limits;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data sets that this machine already has, by their SHA-256: each travels once. A file is
 * verified every time before it is handed out, so neither a bad disk nor a program that wrote into
 * it goes unnoticed. When the folder outgrows its limit the least recently used data sets go. What
 * has come of a data set whose transfer was cut lies in the folder {@code partial} within.
 *
 * <p>Not thread-safe; one client owns the folder.
 */
public final class DatasetCache {

  /** 2 GiB. */
  public static final long DEFAULT_LIMIT_BYTES = 2L << 30;

  private static final Logger log = LoggerFactory.getLogger(DatasetCache.class);

  /** What data sets may take that have begun to come: 192 MiB, four of the largest. */
  private static final long PARTIAL_BYTES = 4L * Limits.MAX_BLOB_BYTES;

  private final Path directory;
  private final PartialBlobs partials;
  private final long limitBytes;
  private final InstantSource clock;

  private DatasetCache(
      Path directory, PartialBlobs partials, long limitBytes, InstantSource clock) {
    this.directory = directory;
    this.partials = partials;
    this.limitBytes = limitBytes;
    this.clock = clock;
  }

  /**
   * Opens the cache, making its folder when there is none and removing what a crash left half
   * written.
   *
   * @param limitBytes how many bytes of data sets to keep at most
   */
  public static DatasetCache open(Path directory, long limitBytes, InstantSource clock)
      throws IOException {
    if (limitBytes < 1) {
      throw new IllegalArgumentException("the cache needs at least one byte: " + limitBytes);
    }
    Files.createDirectories(directory);
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, ".*.part")) {
      for (Path part : parts) {
        Files.deleteIfExists(part);
      }
    }
    PartialBlobs partials =
        PartialBlobs.open(directory.resolve("partial"), Math.min(limitBytes, PARTIAL_BYTES), clock);
    return new DatasetCache(directory, partials, limitBytes, clock);
  }

  /** Whether the text is a SHA-256 as this cache names files: 64 lower-case hex digits. */
  public static boolean isSha256(String text) {
    return Hashes.isSha256(text);
  }

  /**
   * The file of a data set, verified just now; empty when it is not here, or was corrupt and has
   * been removed.
   */
  public Optional<Path> find(String sha256) throws IOException {
    Path file = fileOf(sha256);
    String actual;
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        DurableFiles.deleteTree(file);
        return Optional.empty();
      }
      actual = Hashes.ofFile(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (!actual.equals(sha256)) {
      log.warn("data set {} is corrupt on disk (its SHA-256 is {}): removed", sha256, actual);
      Files.deleteIfExists(file);
      return Optional.empty();
    }
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    return Optional.of(file);
  }

  /** Where data sets are kept of which only a part has come. */
  public PartialBlobs partials() {
    return partials;
  }

  /**
   * Keeps a data set that has been verified, and returns its file.
   *
   * @param verified holds the bytes; it is moved here, or deleted when it cannot be
   * @throws IOException when it cannot be kept, for example because it alone is over the limit
   */
  public Path adopt(String sha256, Path verified) throws IOException {
    Path file = fileOf(sha256);
    try {
      long bytes = Files.size(verified);
      if (bytes > limitBytes) {
        throw new IOException(
            "the data set has "
                + bytes
                + " bytes, more than the cache may hold ("
                + limitBytes
                + ")");
      }
      evictFor(bytes, file);
      DurableFiles.moveInto(verified, file);
    } finally {
      Files.deleteIfExists(verified);
    }
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    return file;
  }

  private void evictFor(long newBytes, Path keep) throws IOException {
    record Kept(Path file, long bytes, FileTime used) {}
    List<Kept> kept = new ArrayList<>();
    long total = newBytes;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.csv")) {
      for (Path file : files) {
        if (!file.equals(keep)) {
          long bytes = Files.size(file);
          kept.add(new Kept(file, bytes, Files.getLastModifiedTime(file)));
          total += bytes;
        }
      }
    }
    kept.sort(Comparator.comparing(Kept::used));
    for (Kept oldest : kept) {
      if (total <= limitBytes) {
        return;
      }
      Files.deleteIfExists(oldest.file());
      total -= oldest.bytes();
      log.info("data set {} made room for another", oldest.file().getFileName());
    }
  }

  private Path fileOf(String sha256) {
    if (!isSha256(sha256)) {
      throw new IllegalArgumentException(
          "a data set is named by 64 lower-case hex digits, not by '" + sha256 + "'");
    }
    return directory.resolve(sha256 + ".csv");
  }
}
