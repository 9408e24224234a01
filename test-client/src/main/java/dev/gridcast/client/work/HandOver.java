package dev.gridcast.client.work;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how long a slot idles between two cases: from its report's acceptance to the start of
 * its next trainer, which is nothing when that runs before the report is accepted. Only cases that
 * follow at once and whose data set is here count.
 */
final class HandOver {

  private static final Logger log = LoggerFactory.getLogger(HandOver.class);

  private enum State {
    /** Nothing to measure. */
    OFF,
    /** The report is on its way. */
    REPORTED,
    /** The report is accepted. */
    RUNNING
  }

  private final Timekeeper time;
  private final Summary summary;
  private State state = State.OFF;
  private long since;

  HandOver(Timekeeper time, Summary summary) {
    this.time = time;
    this.summary = summary;
  }

  /** A case has ended, and its report is to be sent. */
  void reported() {
    state = State.REPORTED;
  }

  /** The report has been accepted before another case came. */
  void accepted() {
    state = State.RUNNING;
    since = time.nanos();
  }

  /** Something came between that has its own time. */
  void cancel() {
    state = State.OFF;
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  /** The next trainer runs. */
  void end() {
    if (state != State.OFF) {
      double millis = state == State.RUNNING ? (time.nanos() - since) / 1e6 : 0;
      state = State.OFF;
      summary.handOver(millis);
      log.info("hand-over {} ms", String.format(Locale.ROOT, "%.1f", millis));
    }
  }
}
