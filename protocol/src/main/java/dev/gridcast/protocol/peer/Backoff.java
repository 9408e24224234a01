package dev.gridcast.protocol.peer;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: 1, 2, 4, … 40 seconds, each up to half of it more or
 * less, so that those whom the same trouble met do not all knock at once. Not thread-safe.
 */
public final class Backoff {

  private static final long FIRST_MILLIS = 1_000;

  /** Never cut off after the jitter: all who wait the longest would wait equally long. */
  private static final long LONGEST_MILLIS = 40_000;

  private final RandomGenerator random;
  private long nextMillis = FIRST_MILLIS;

  /** One that has not waited yet. */
  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The wait before the next attempt: half a second to a minute. */
  public Duration next() {
    long jittered = Math.round(nextMillis * (0.5 + random.nextDouble()));
    nextMillis = Math.min(LONGEST_MILLIS, nextMillis * 2);
    return Duration.ofMillis(jittered);
  }

  /**
   * The wait after a failure: what a server asks for comes on top, so that those who were asked at
   * the same moment do not come back at the same moment.
   */
  public Duration next(ConnectException failure) {
    return failure.retryAfter().orElse(Duration.ZERO).plus(next());
  }

  /** Any moment within a while, for those who were all asked at the same moment to come again. */
  public Duration within(Duration most) {
    return Duration.ofNanos(random.nextLong(most.toNanos()));
  }

  /** It worked: the next trouble starts from the beginning. */
  public void reset() {
    nextMillis = FIRST_MILLIS;
  }
}
