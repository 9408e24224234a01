package dev.gridcast.client.runtime;

import java.util.function.LongSupplier;

/** The time that a job has had, with its pauses and without. Thread-safe. */
public final class JobClock {

  private final LongSupplier nanos;
  private final long start;
  private long since;
  private long before;
  private boolean stands;

  /**
   * Starts now.
   *
   * @param nanos a clock that never goes back
   */
  public JobClock(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.since = start;
  }

  /** Stands still until {@link #resume}. */
  public synchronized void pause() {
    if (!stands) {
      before = elapsedNanos();
      stands = true;
    }
  }

  /** Goes on. */
  public synchronized void resume() {
    if (stands) {
      stands = false;
      since = nanos.getAsLong();
    }
  }

  /** Since the start, without the pauses. */
  public synchronized long elapsedNanos() {
    return stands ? before : before + nanos.getAsLong() - since;
  }

  /** Since the start, pauses and all. */
  public long wallNanos() {
    return nanos.getAsLong() - start;
  }
}
