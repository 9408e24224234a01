package dev.gridcast.client.runtime;

import java.util.function.LongSupplier;

/** The time that a job has had, pauses not counted. Thread-safe. */
final class JobClock {

  private final LongSupplier nanos;
  private long since;
  private long before;
  private boolean stands;

  JobClock(LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  synchronized void pause() {
    if (!stands) {
      before = elapsedNanos();
      stands = true;
    }
  }

  synchronized void resume() {
    if (stands) {
      stands = false;
      since = nanos.getAsLong();
    }
  }

  synchronized long elapsedNanos() {
    return stands ? before : before + nanos.getAsLong() - since;
  }
}
