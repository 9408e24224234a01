package dev.gridcast.protocol.peer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands until a test moves it; whoever wants beats gets them on the test's thread. */
final class HeldPeerTime implements PeerTime {

  private final List<Runnable> beats = new CopyOnWriteArrayList<>();
  private final AtomicLong now = new AtomicLong(TimeUnit.DAYS.toNanos(1));

  @Override
  public long nanos() {
    return now.get();
  }

  @Override
  public Runnable beat(Runnable step) {
    beats.add(step);
    return () -> beats.remove(step);
  }

  /** Lets time pass without a beat, as for a process that stands still. */
  void standStill(long micros) {
    now.addAndGet(TimeUnit.MICROSECONDS.toNanos(micros));
  }

  /** Lets time pass, beat by beat. */
  void pass(long millis) {
    long end = now.get() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (now.get() < end) {
      now.set(Math.min(end, now.get() + BEAT_NANOS));
      beats.forEach(Runnable::run);
    }
  }
}
