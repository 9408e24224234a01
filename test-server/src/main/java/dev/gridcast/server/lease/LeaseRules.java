package dev.gridcast.server.lease;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.TrackRecord;
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
 * @param quiet for how long nothing must have been heard of a lease before it is handed out again
 *     to a volunteer that lost sight of it: {@link #QUIET} where other servers share the store,
 *     since the volunteer may be connected to one of them; zero where this server is alone
 */
public record LeaseRules(
    Duration leaseTime, Duration longest, int attempts, int abandonments, Duration quiet) {

  /** How long a connection that is alive is never silent. */
  public static final Duration QUIET = Duration.ofSeconds(20);

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

  /** Rules for a server that has its store to itself. */
  public LeaseRules(Duration leaseTime, Duration longest, int attempts, int abandonments) {
    this(leaseTime, longest, attempts, abandonments, Duration.ZERO);
  }

  /** The same rules where other servers share the store. */
  public LeaseRules shared() {
    return new LeaseRules(leaseTime, longest, attempts, abandonments, QUIET);
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

  /** Whether a lease may be handed out again to its volunteer that lost sight of it. */
  boolean isQuiet(Attempt open, Instant now) {
    Instant lastHeard = open.deadline().minus(leaseTime);
    return !now.isBefore(lastHeard.plus(quiet)) && now.isBefore(open.lastAt());
  }

  /** How long a volunteer should need for so much work; {@link #longest} when nobody knows. */
  Duration expected(TrackRecord record, double work) {
    if (work <= 0 || record.workPerSecond() <= 0) {
      return longest;
    }
    double seconds = work / record.workPerSecond();
    return seconds >= longest.toSeconds() ? longest : Duration.ofMillis((long) (seconds * 1000));
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
