package dev.gridcast.server.volunteer;

import java.time.Duration;
import java.time.Instant;

/**
 * How many messages one client may send: a bucket that refills with time. An honest client needs a
 * few a second for each case that it has in hand, and short bursts; one that floods is to be cut
 * off, not served.
 */
final class MessageBudget {

  static final int BURST = 200;
  static final int PER_SECOND = 20;

  /** A request, a heartbeat when the training begins, a report, and one to spare. */
  static final int BURST_PER_CASE = 4;

  /** Enough for cases that take a third of a second. */
  static final int PER_SECOND_PER_CASE = 10;

  private double left = BURST;
  private double burst = BURST;
  private double perSecond = PER_SECOND;
  private Instant refilledAt;

  MessageBudget(Instant now) {
    this.refilledAt = now;
  }

  /** The client may have so many cases in hand: it may begin, or end, all of them at once. */
  void serves(int cases) {
    left += BURST_PER_CASE * cases;
    burst = BURST + BURST_PER_CASE * cases;
    perSecond = PER_SECOND + PER_SECOND_PER_CASE * cases;
  }

  /** Takes one message out of the budget; false when there is none left. */
  boolean take(Instant now) {
    double seconds = Math.max(0, Duration.between(refilledAt, now).toMillis() / 1000.0);
    left = Math.min(burst, left + seconds * perSecond);
    refilledAt = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
