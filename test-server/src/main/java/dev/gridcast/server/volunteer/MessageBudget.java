package dev.gridcast.server.volunteer;

import java.time.Duration;
import java.time.Instant;

/**
 * How many messages one client may send: a bucket that refills with time. An honest client needs
 * about one a second and short bursts; one that floods is to be cut off, not served.
 */
final class MessageBudget {

  static final int BURST = 200;
  static final int PER_SECOND = 20;

  private double left = BURST;
  private Instant refilledAt;

  MessageBudget(Instant now) {
    this.refilledAt = now;
  }

  /** Takes one message out of the budget; false when there is none left. */
  boolean take(Instant now) {
    double seconds = Math.max(0, Duration.between(refilledAt, now).toMillis() / 1000.0);
    left = Math.min(BURST, left + seconds * PER_SECOND);
    refilledAt = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
