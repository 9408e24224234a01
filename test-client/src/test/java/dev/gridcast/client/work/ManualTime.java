package dev.gridcast.client.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Time that stands still until it is moved. */
final class ManualTime implements Timekeeper {

  private static final Duration STEP = Duration.ofMillis(250);

  private record Entry(long due, long number, Runnable action) {}

  private final List<Entry> entries = new ArrayList<>();
  private long now = 1_000_000_000_000L;
  private long numbers;

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos());
  }

  @Override
  public synchronized Alarm after(Duration delay, Runnable action) {
    Entry entry = new Entry(now + delay.toNanos(), numbers++, action);
    entries.add(entry);
    return () -> remove(entry);
  }

  void advance(Duration by) {
    long to = nanos() + by.toNanos();
    while (true) {
      Optional<Entry> next = takeDue(to);
      if (next.isEmpty()) {
        break;
      }
      next.get().action().run();
    }
    synchronized (this) {
      now = to;
    }
  }

  /** Moves on in small steps, as the alarms that the loop sets on the way need it. */
  void advanceUntil(String what, BooleanSupplier condition) {
    Await.until(
        what,
        () -> {
          if (condition.getAsBoolean()) {
            return true;
          }
          advance(STEP);
          // Real threads have to keep up, or the client would see 20 silent seconds fly by.
          LockSupport.parkNanos(5_000_000);
          return condition.getAsBoolean();
        });
  }

  private synchronized Optional<Entry> takeDue(long to) {
    Optional<Entry> next =
        entries.stream()
            .filter(e -> e.due() <= to)
            .min(Comparator.comparingLong(Entry::due).thenComparingLong(Entry::number));
    next.ifPresent(
        entry -> {
          entries.remove(entry);
          now = Math.max(now, entry.due());
        });
    return next;
  }

  private synchronized void remove(Entry entry) {
    entries.remove(entry);
  }
}
