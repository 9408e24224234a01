package dev.gridcast.server.lease;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a case may be held, and how often tried.
 *
 * @param leaseTime how long a lease lasts after the last heartbeat
 * @param longest how long after being leased a case may be held at most, however often the
 *     heartbeats come, so that no volunteer keeps a case for ever
 * @param attempts how many attempts may fail before the case is given up, at least 1
 * @param abandonments how many attempts may fall silent before the case is given up, at least 1
 */
public record LeaseRules(Duration leaseTime, Duration longest, int attempts, int abandonments) {

  /** How long a lease lasts after the last heartbeat, unless said otherwise. */
  public static final Duration DEFAULT_LEASE_TIME = Duration.ofSeconds(30);

  /** How many attempts may fall silent, unless said otherwise. */
  public static final int DEFAULT_ABANDONMENTS = 10;

  /**
   * What a case may take beside its training: the dataset's way, the start, a line that is down.
   */
  private static final Duration AROUND_TRAINING = Duration.ofMinutes(10);

  /** However fast a volunteer is said to be, so long it may hold a case at least. */
  private static final Duration SHORTEST_HOLD = Duration.ofMinutes(5);

  /** What a training that was expected to take no time at all may take. */
  private static final Duration SLACK = Duration.ofMinutes(2);

  /** How much longer than expected a training may take. */
  private static final int PATIENCE = 4;

  public LeaseRules {
    if (leaseTime.isNegative() || leaseTime.isZero()) {
      throw new IllegalArgumentException("the lease time must be positive: " + leaseTime);
    }
    if (longest.compareTo(leaseTime) < 0) {
      throw new IllegalArgumentException(
          "the longest hold " + longest + " cannot be less than the lease time " + leaseTime);
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
    }
    if (abandonments < 1) {
      throw new IllegalArgumentException("abandonments must be at least 1: " + abandonments);
    }
  }

  /** The usual rules for cases that may train this long. */
  public static LeaseRules of(Duration timePerCase, int attempts, int abandonments) {
    return new LeaseRules(
        DEFAULT_LEASE_TIME, timePerCase.plus(AROUND_TRAINING), attempts, abandonments);
  }

  /** The usual rules with the usual number of abandonments. */
  public static LeaseRules of(Duration timePerCase, int attempts) {
    return of(timePerCase, attempts, DEFAULT_ABANDONMENTS);
  }

  /** The deadline that a heartbeat gives an attempt, which is never behind {@code lastAt}. */
  Instant deadline(Instant now, Instant lastAt) {
    Instant usual = now.plus(leaseTime);
    return usual.isAfter(lastAt) ? lastAt : usual;
  }

  /**
   * Until when an attempt may last.
   *
   * @param expected how long it should take; {@link #longest} when not known
   */
  Instant lastAt(Instant leasedAt, Duration expected) {
    if (expected.compareTo(longest) >= 0) {
      return leasedAt.plus(longest);
    }
    Duration hold = expected.multipliedBy(PATIENCE).plus(SLACK);
    if (hold.compareTo(SHORTEST_HOLD) < 0) {
      hold = SHORTEST_HOLD;
    }
    return leasedAt.plus(hold.compareTo(longest) > 0 ? longest : hold);
  }
}
