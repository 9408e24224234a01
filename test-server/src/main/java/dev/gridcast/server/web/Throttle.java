package dev.gridcast.server.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often each address may do something: so often at once, and then so often a second.
 * Thread-safe, and of bounded size however many addresses come.
 */
final class Throttle {

  private static final int MOST_ADDRESSES = 10_000;
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final double burst;
  private final double perSecond;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  private static final class Bucket {
    private double left;
    private long at;

    private Bucket(double left, long at) {
      this.left = left;
      this.at = at;
    }
  }

  Throttle(double burst, double perSecond, LongSupplier nanos) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  /**
   * Takes one turn.
   *
   * @return 0 when there was one; else how many seconds to wait for the next, at least 1
   */
  synchronized long take(String address) {
    long now = nanos.getAsLong();
    Bucket bucket = buckets.computeIfAbsent(address, key -> new Bucket(burst, now));
    bucket.left = Math.min(burst, bucket.left + (now - bucket.at) / NANOS * perSecond);
    bucket.at = now;
    if (bucket.left >= 1) {
      bucket.left--;
      return 0;
    }
    return Math.max(1, (long) Math.ceil((1 - bucket.left) / perSecond));
  }
}
