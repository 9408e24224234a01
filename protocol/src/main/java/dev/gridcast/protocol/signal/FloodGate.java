package dev.gridcast.protocol.signal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets so many requests a second pass for each of many names. Remembers a bounded number of names,
 * those that were seen last; a name that was forgotten begins anew. Thread-safe.
 *
 * @param <K> what is held responsible
 */
final class FloodGate<K> {

  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanos;
  private final Map<K, Bucket> buckets;

  /**
   * @param perSecond how many pass in the long run
   * @param burst how many pass at once after a quiet time
   * @param names how many to remember
   * @param nanos a clock
   */
  FloodGate(double perSecond, double burst, int names, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanos = nanos;
    this.buckets =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Bucket> eldest) {
            return size() > names;
          }
        };
  }

  /** How long this name has to wait; zero when the request passes. */
  synchronized Duration pass(K name) {
    long now = nanos.getAsLong();
    Bucket bucket = buckets.computeIfAbsent(name, unused -> new Bucket(burst, now));
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.filledAt) / NANOS * perSecond);
    bucket.filledAt = now;
    if (bucket.tokens >= 1) {
      bucket.tokens--;
      return Duration.ZERO;
    }
    return Duration.ofNanos((long) Math.ceil((1 - bucket.tokens) / perSecond * NANOS));
  }

  private static final class Bucket {

    private double tokens;
    private long filledAt;

    private Bucket(double tokens, long filledAt) {
      this.tokens = tokens;
      this.filledAt = filledAt;
    }
  }
}
