package dev.gridcast.client.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data sets that this machine already has, by their SHA-256: each travels once. A file is
 * verified every time before it is handed out, so neither a bad disk nor a program that wrote into
 * it goes unnoticed. When the folder outgrows its limit the least recently used data sets go.
 *
 * <p>Not thread-safe; one client owns the folder.
 */
public final class DatasetCache {

  /** 2 GiB. */
  public static final long DEFAULT_LIMIT_BYTES = 2L << 30;

  private static final Logger log = LoggerFactory.getLogger(DatasetCache.class);
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Path directory;
  private final long limitBytes;
  private final InstantSource clock;

  private DatasetCache(Path directory, long limitBytes, InstantSource clock) {
    this.directory = directory;
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
    return new DatasetCache(directory, limitBytes, clock);
  }

  /** Whether the text is a SHA-256 as this cache names files: 64 lower-case hex digits. */
  public static boolean isSha256(String text) {
    return SHA256.matcher(text).matches();
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
      actual = sha256Of(file);
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

  /**
   * Keeps a data set and returns its file.
   *
   * @throws CorruptDatasetException when the content is not what the SHA-256 says
   * @throws IOException when it cannot be kept, for example because it alone is over the limit
   */
  public Path store(String sha256, byte[] content) throws IOException {
    Path file = fileOf(sha256);
    String actual = HexFormat.of().formatHex(newDigest().digest(content));
    if (!actual.equals(sha256)) {
      throw new CorruptDatasetException(
          "the data set that arrived is not the one asked for: its SHA-256 is "
              + actual
              + ", not "
              + sha256);
    }
    if (content.length > limitBytes) {
      throw new IOException(
          "the data set has "
              + content.length
              + " bytes, more than the cache may hold ("
              + limitBytes
              + ")");
    }
    evictFor(content.length, file);
    DurableFiles.write(file, content);
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

  private static String sha256Of(Path file) throws IOException {
    MessageDigest digest = newDigest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }
}
