package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.LogOffer;
import dev.gridcast.protocol.message.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole logs of failed cases, as far as volunteers' computers had more than the ends that the
 * store keeps, one file each. When they outgrow their room the oldest go. Thread-safe; another
 * process may read meanwhile.
 *
 * <p>A log is a stranger's words: what a screen would obey is replaced before it is kept.
 */
public final class FailureLogs {

  /** What all of them together take on the disk: 256 MiB. */
  public static final long ROOM_BYTES = 256L << 20;

  /** The logs of one volunteer that are awaited at a time; no client keeps more. */
  static final int AWAITED_OF_ONE = 16;

  /** The volunteers of which logs are awaited; the others' are given up. */
  static final int VOLUNTEERS = 500;

  private static final String END = ".log";
  private static final int COMPARED = 200;

  private final Path directory;
  private final long roomBytes;

  /** By volunteer and lease, the least recently used volunteer first. */
  private final Map<String, Map<String, LogOffer>> awaited =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, LogOffer>> eldest) {
          return size() > VOLUNTEERS;
        }
      };

  /**
   * A folder of logs; it is made when the first comes.
   *
   * @param directory holds nothing else
   */
  public FailureLogs(Path directory) {
    this(directory, ROOM_BYTES);
  }

  FailureLogs(Path directory, long roomBytes) {
    this.directory = directory;
    this.roomBytes = roomBytes;
  }

  // --- what is yet to come ----------------------------------------------------------------------

  /** A volunteer's computer has a log, which is to be asked for. */
  synchronized void await(String volunteer, String lease, LogOffer offer) {
    if (Files.exists(fileOf(lease), LinkOption.NOFOLLOW_LINKS)) {
      return; // the failure was said once more
    }
    Map<String, LogOffer> own = awaited.computeIfAbsent(volunteer, who -> new LinkedHashMap<>());
    own.put(lease, offer);
    if (own.size() > AWAITED_OF_ONE) {
      own.remove(own.keySet().iterator().next());
    }
  }

  /** The lease of the log of a volunteer's that has been awaited the longest, and what it is. */
  synchronized Optional<Map.Entry<String, LogOffer>> next(String volunteer) {
    return awaited.getOrDefault(volunteer, Map.of()).entrySet().stream()
        .findFirst()
        .map(entry -> Map.entry(entry.getKey(), entry.getValue()));
  }

  /** It has come, or never will. */
  synchronized void settled(String volunteer, String lease) {
    Map<String, LogOffer> own = awaited.get(volunteer);
    if (own != null) {
      own.remove(lease);
      if (own.isEmpty()) {
        awaited.remove(volunteer);
      }
    }
  }

  // --- what is here -----------------------------------------------------------------------------

  /**
   * Keeps a log that has come.
   *
   * @param lease of the case that failed
   * @param came its bytes, verified; stays where it is
   */
  public synchronized void keep(String lease, Path came) throws IOException {
    String words = new String(Files.readAllBytes(came), StandardCharsets.UTF_8);
    byte[] harmless =
        Texts.tail(words, Limits.MAX_WHOLE_LOG_BYTES).getBytes(StandardCharsets.UTF_8);
    Files.createDirectories(directory);
    makeRoomFor(harmless.length);
    Path part = directory.resolve("next.part");
    Files.write(part, harmless);
    Files.move(part, fileOf(lease), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The log of a case that failed: whole when it has come, otherwise its end alone.
   *
   * @param end what came with the failure
   */
  public String complete(String lease, String end) throws IOException {
    String whole;
    try {
      whole = Files.readString(fileOf(lease));
    } catch (NoSuchFileException e) {
      return end;
    }
    String last = end.strip();
    last = last.substring(Math.max(0, last.length() - COMPARED));
    // Of a log that is longer than a client keeps, the beginning comes and the end.
    return whole.strip().endsWith(last)
        ? whole
        : whole.strip() + "\n[what came between is lost]\n" + end;
  }

  private void makeRoomFor(long bytes) throws IOException {
    record Old(Path file, long bytes, FileTime since) {}
    List<Old> all = new ArrayList<>();
    long total = bytes;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + END)) {
      for (Path file : files) {
        Old old = new Old(file, Files.size(file), Files.getLastModifiedTime(file));
        all.add(old);
        total += old.bytes();
      }
    }
    all.sort(Comparator.comparing(Old::since));
    for (Old old : all) {
      if (total <= roomBytes) {
        return;
      }
      Files.deleteIfExists(old.file());
      total -= old.bytes();
    }
  }

  /** The hash, not the lease: that is a secret while it lasts. */
  private Path fileOf(String lease) {
    return directory.resolve(Blob.wrap(lease.getBytes(StandardCharsets.UTF_8)).sha256() + END);
  }
}
