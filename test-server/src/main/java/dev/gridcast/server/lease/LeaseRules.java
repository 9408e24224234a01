package dev.gridcast.server.lease;

import dev.gridcast.server.store.Attempt;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a case may be held, and how often tried.
 *
 * @param leaseTime how long a lease lasts after the last heartbeat
 * @param longest how long after being leased a case may be held at most, however often the
 *     heartbeats come, so that no volunteer keeps a case for ever
 * @param attempts how many attempts may fail before the case is given up, at least 1
 */
public record LeaseRules(Duration leaseTime, Duration longest, int attempts) {

  /** How long a lease lasts after the last heartbeat, unless said otherwise. */
  public static final Duration DEFAULT_LEASE_TIME = Duration.ofSeconds(30);

  /**
   * What a case may take beside its training: the dataset's way, the start, a line that is down.
   */
  private static final Duration AROUND_TRAINING = Duration.ofMinutes(10);

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
  }

  /** The usual rules for cases that may train this long. */
  public static LeaseRules of(Duration timePerCase, int attempts) {
    return new LeaseRules(DEFAULT_LEASE_TIME, timePerCase.plus(AROUND_TRAINING), attempts);
  }

  /** The deadline that a heartbeat gives an attempt. */
  Instant deadline(Attempt attempt, Instant now) {
    Instant usual = now.plus(leaseTime);
    Instant last = last(attempt);
    return usual.isAfter(last) ? last : usual;
  }

  /** When an attempt has lasted as long as any may. */
  Instant last(Attempt attempt) {
    return attempt.leasedAt().plus(longest);
  }
}
