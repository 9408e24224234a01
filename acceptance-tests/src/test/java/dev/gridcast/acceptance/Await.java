package dev.gridcast.acceptance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that other processes bring about. */
final class Await {

  private static final Duration POLL = Duration.ofMillis(50);

  private Await() {}

  /** Polls until the condition holds; fails with what was awaited and a report after a deadline. */
  static void until(
      String what, long deadlineSeconds, Supplier<String> report, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(deadlineSeconds).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "not within " + deadlineSeconds + " s: " + what + "\n" + report.get());
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** Polls that a condition holds all the time; fails with what should have been and a report. */
  static void remains(
      String what, long seconds, Supplier<String> report, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (System.nanoTime() - end < 0) {
      if (!condition.getAsBoolean()) {
        throw new AssertionError("no longer: " + what + "\n" + report.get());
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
