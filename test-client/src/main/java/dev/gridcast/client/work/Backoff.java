package dev.gridcast.client.work;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: 1, 2, 4, … 60 seconds, each up to a quarter more or
 * less, so that the clients of a server that comes back do not all knock at once.
 */
final class Backoff {

  static final long FIRST_MILLIS = 1_000;
  static final long LONGEST_MILLIS = 60_000;

  private final RandomGenerator random;
  private long nextMillis = FIRST_MILLIS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  Duration next() {
    long jittered = Math.round(nextMillis * (0.75 + 0.5 * random.nextDouble()));
    nextMillis = Math.min(LONGEST_MILLIS, nextMillis * 2);
    return Duration.ofMillis(Math.min(LONGEST_MILLIS, jittered));
  }

  /** It worked: the next trouble starts from the beginning. */
  void reset() {
    nextMillis = FIRST_MILLIS;
  }
}
