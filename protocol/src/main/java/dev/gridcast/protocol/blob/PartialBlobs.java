package dev.gridcast.protocol.blob;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of blobs of which some bytes have come, so that the rest may come later, after a restart
 * too. When they outgrow their limit the least recently used ones go. Thread-safe; one process owns
 * the folder.
 */
public final class PartialBlobs {

  private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.(part|head|whole)");

  private final Path directory;
  private final long limitBytes;
  private final InstantSource clock;
  private final Map<String, PartialBlob> inUse = new HashMap<>();

  private PartialBlobs(Path directory, long limitBytes, InstantSource clock) {
    this.directory = directory;
    this.limitBytes = limitBytes;
    this.clock = clock;
  }

  /**
   * Opens the folder; it is made when the first byte comes.
   *
   * @param limitBytes how many bytes may lie here at most, those included that have yet to come of
   *     the blobs that are on their way; while a blob is decoded it may lie here twice
   */
  public static PartialBlobs open(Path directory, long limitBytes, InstantSource clock)
      throws IOException {
    if (limitBytes < 1) {
      throw new IllegalArgumentException("a limit must be at least one byte: " + limitBytes);
    }
    PartialBlobs blobs = new PartialBlobs(directory, limitBytes, clock);
    for (Path file : blobs.files()) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches()
          && name.group(2).equals("whole")
          && Files.exists(directory.resolve(name.group(1) + ".head"), LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(file); // the process ended while it was decoded
      }
    }
    return blobs;
  }

  /**
   * Finds a blob that has come whole and that whoever it came for has left here. It counts as what
   * is in part does, and goes when room is needed.
   *
   * @param size how many bytes it must have
   * @return a file with exactly the bytes, which were verified just now; empty when there is none
   */
  public synchronized Optional<Path> whole(String sha256, long size) throws IOException {
    Path file = directory.resolve(Hashes.checked(sha256) + ".whole");
    PartialBlob current = inUse.get(sha256);
    boolean coming = current != null && !current.isClosed();
    if (coming || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (Files.size(file) != size || !Hashes.ofFile(file).equals(sha256)) {
      Files.deleteIfExists(file); // damaged since
      return Optional.empty();
    }
    return Optional.of(file);
  }

  /** How many bytes the folder takes on disk now. */
  public synchronized long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files()) {
      bytes += sizeOf(file);
    }
    return bytes;
  }

  /**
   * Removes all that lies here, and the folder when it is empty then, unless some of it is on its
   * way.
   *
   * @return whether it did
   */
  public synchronized boolean removeUnlessInUse() throws IOException {
    inUse.values().removeIf(PartialBlob::isClosed);
    if (!inUse.isEmpty()) {
      return false;
    }
    for (Path file : files()) {
      Files.deleteIfExists(file);
    }
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      return true; // what else lies here is somebody else's
    }
    return true;
  }

  /**
   * Opens what there is of a blob. Whoever had it open gets no more of it: only the latest
   * connection counts.
   *
   * @param size how many bytes it will have
   * @throws IOException when there is no room for it, or the disk fails
   */
  synchronized PartialBlob begin(String sha256, long size) throws IOException {
    Hashes.checked(sha256);
    PartialBlob earlier = inUse.remove(sha256);
    if (earlier != null) {
      earlier.close();
    }
    if (size > limitBytes) {
      throw new IOException(
          "it has " + size + " bytes, more than may be kept here (" + limitBytes + ")");
    }
    Files.createDirectories(directory);
    inUse.values().removeIf(PartialBlob::isClosed);
    makeRoomFor(sha256, size);
    PartialBlob partial = PartialBlob.open(directory, sha256, size, clock);
    inUse.put(sha256, partial);
    return partial;
  }

  private void makeRoomFor(String sha256, long size) throws IOException {
    record Old(String sha256, long bytes, FileTime used) {}
    Map<String, Old> byName = new HashMap<>();
    long total = size + inUse.values().stream().mapToLong(PartialBlob::size).sum();
    for (Path file : files()) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches() && !name.group(1).equals(sha256) && !inUse.containsKey(name.group(1))) {
        long bytes = sizeOf(file);
        FileTime used = usedAt(file);
        total += bytes;
        byName.merge(
            name.group(1),
            new Old(name.group(1), bytes, used),
            (a, b) ->
                new Old(
                    a.sha256(),
                    a.bytes() + b.bytes(),
                    a.used().compareTo(b.used()) > 0 ? a.used() : b.used()));
      }
    }
    List<Old> oldest = new ArrayList<>(byName.values());
    oldest.sort(Comparator.comparing(Old::used));
    for (Old old : oldest) {
      if (total <= limitBytes) {
        return;
      }
      PartialBlob.delete(directory, old.sha256());
      total -= old.bytes();
    }
    if (total > limitBytes) {
      throw new IOException("others that are on their way leave no room for it");
    }
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
        for (Path file : all) {
          if (NAME.matcher(file.getFileName().toString()).matches()) {
            files.add(file);
          }
        }
      }
    }
    return files;
  }

  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static FileTime usedAt(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return FileTime.fromMillis(0);
    }
  }
}
