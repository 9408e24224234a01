package dev.gridcast.protocol.peer;

import java.util.concurrent.TimeUnit;

/** The time by which {@link RateLimits} measure; a test has its own. Thread-safe. */
public interface RateClock {

  /** A point in time, in nanoseconds from an arbitrary one. */
  long nanos();

  /** Lets so many nanoseconds pass. */
  void sleep(long nanos) throws InterruptedException;

  /** The time of this machine. */
  static RateClock system() {
    return new RateClock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void sleep(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos);
      }
    };
  }
}
