package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.blob.BlobListener;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.LogOffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one client for the whole logs of its failed cases, one after the other, when the failures
 * are stored and acknowledged: nothing waits for a log, and one that does not come is missed by
 * nobody but its reader. What a cut leaves unsaid is asked for when the volunteer comes again. On
 * the peer's thread.
 */
final class LogIntake {

  private static final Logger LOG = LoggerFactory.getLogger(LogIntake.class);

  private final String volunteer;
  private final FailureLogs logs;
  private final Fetcher fetcher;
  private boolean busy;

  /** Asks the client for a log. */
  @FunctionalInterface
  interface Fetcher {
    void fetch(LogOffer log, BlobListener listener) throws IOException;
  }

  LogIntake(String volunteer, FailureLogs logs, Fetcher fetcher) {
    this.volunteer = volunteer;
    this.logs = logs;
    this.fetcher = fetcher;
  }

  /** A failure has been stored. */
  void failed(Failure failure) {
    LogOffer offer = failure.wholeLog();
    if (offer != null) {
      logs.await(volunteer, failure.lease(), offer);
      askForNext();
    }
  }

  /** Goes on with what is awaited of this volunteer. */
  void askForNext() {
    while (!busy) {
      Optional<Map.Entry<String, LogOffer>> next = logs.next(volunteer);
      if (next.isEmpty()) {
        return;
      }
      String lease = next.get().getKey();
      try {
        busy = true;
        fetcher.fetch(next.get().getValue(), new Listener(lease));
      } catch (IOException e) {
        given(lease, "it cannot be kept here: " + e);
      }
    }
  }

  private void given(String lease, String reason) {
    LOG.warn(
        "of the log of a failed case of {} only the end is here: {}",
        volunteer,
        HelloCheck.harmless(reason));
    settled(lease);
  }

  private void settled(String lease) {
    busy = false;
    logs.settled(volunteer, lease);
  }

  private final class Listener implements BlobListener {

    private final String lease;

    Listener(String lease) {
      this.lease = lease;
    }

    @Override
    public void progressed(long bytes, long of) {
      LOG.trace("{} of {} bytes of a log are here", bytes, of);
    }

    @Override
    public void arrived(Path file) {
      try {
        logs.keep(lease, file);
        Files.deleteIfExists(file);
        settled(lease);
      } catch (IOException e) {
        given(lease, "it cannot be kept here: " + e);
      }
      askForNext();
    }

    @Override
    public void failed(BlobListener.Failure failure, String reason) {
      given(lease, reason);
      askForNext();
    }
  }
}
