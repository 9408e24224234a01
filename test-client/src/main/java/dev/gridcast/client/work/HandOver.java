package dev.gridcast.client.work;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how long the processor idles between two cases: from a report's acceptance to the start
 * of the next trainer. Only cases that follow at once and whose data set is here count.
 */
final class HandOver {

  private static final Logger log = LoggerFactory.getLogger(HandOver.class);

  private final Timekeeper time;
  private final Summary summary;
  private boolean running;
  private long since;

  HandOver(Timekeeper time, Summary summary) {
    this.time = time;
    this.summary = summary;
  }

  /** A report has been accepted. */
  void begin() {
    running = true;
    since = time.nanos();
  }

  /** Something came between that has its own time. */
  void cancel() {
    running = false;
  }

  /** The next trainer runs. */
  void end() {
    if (running) {
      running = false;
      double millis = (time.nanos() - since) / 1e6;
      summary.handOver(millis);
      log.info("hand-over {} ms", String.format(Locale.ROOT, "%.1f", millis));
    }
  }
}
