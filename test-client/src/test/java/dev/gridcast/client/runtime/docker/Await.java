package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for something that another thread, or an engine, brings about. */
final class Await {

  private static final long LIMIT_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

  private Await() {}

  static void until(Callable<Boolean> condition) {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    try {
      while (!condition.call()) {
        if (System.nanoTime() - deadline > 0) {
          fail("it did not come about within a minute");
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    } catch (Exception e) {
      throw new AssertionError("it could not be found out", e);
    }
  }
}
