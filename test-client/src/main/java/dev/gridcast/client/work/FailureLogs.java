package dev.gridcast.client.work;

import dev.gridcast.protocol.blob.BlobSource;
import dev.gridcast.protocol.blob.Hashes;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.LogOffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole logs of the latest cases that failed here, for the server to ask for; lives in the
 * event loop. They are a help, not a report: the failures do not wait for them, and what is not
 * asked for goes with its client.
 */
final class FailureLogs {

  /** How many are kept: 16, which take 16 MiB at most. */
  static final int MOST = 16;

  /** What is no longer than this has travelled with its failure: 16 KiB. */
  static final int SHORT_BYTES = Limits.MAX_LOG;

  private static final Logger log = LoggerFactory.getLogger(FailureLogs.class);

  private record Kept(Path file, BlobSource bytes) {}

  private final Path directory;
  private final ArrayDeque<Kept> kept = new ArrayDeque<>();

  FailureLogs(Path directory) {
    this.directory = directory;
  }

  /**
   * Keeps a log and offers it to the server.
   *
   * @param file the log of a case that has failed; it is moved away
   * @return what to tell the server; empty when there is no more than its end
   */
  Optional<LogOffer> keep(Path file, Line line) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty(); // it failed before there was a trainer
      }
      long size = Files.size(file);
      if (size <= SHORT_BYTES || size > Limits.MAX_WHOLE_LOG_BYTES) {
        return Optional.empty();
      }
      return Optional.of(offered(file, size, line));
    } catch (IOException e) {
      log.warn("the log of a failed case cannot be kept; its end is reported all the same", e);
      return Optional.empty();
    }
  }

  private LogOffer offered(Path file, long size, Line line) throws IOException {
    String sha256 = Hashes.ofFile(file);
    LogOffer offer = new LogOffer(sha256, size);
    if (kept.stream().anyMatch(one -> one.bytes().sha256().equals(sha256))) {
      return offer; // the same words as of an earlier case
    }
    while (kept.size() >= MOST) {
      forget(kept.remove(), line);
    }
    Files.createDirectories(directory);
    Path own = directory.resolve(sha256 + ".log");
    Files.move(file, own);
    Kept one = new Kept(own, BlobSource.of(own, sha256));
    kept.add(one);
    line.offer(one.bytes());
    return offer;
  }

  private static void forget(Kept old, Line line) throws IOException {
    line.withdraw(old.bytes());
    Files.deleteIfExists(old.file());
    Files.deleteIfExists(old.file().resolveSibling(old.file().getFileName() + ".zst"));
  }
}
