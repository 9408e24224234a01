package dev.gridcast.client.work;

import java.time.Duration;
import java.time.InstantSource;

/** Time that passes, and alarms; a test has its own and moves it by hand. */
public interface Timekeeper extends InstantSource {

  /** Nanoseconds from an arbitrary start; never runs backwards. */
  long nanos();

  /** Runs the action once, on any thread, when the delay has passed. */
  Alarm after(Duration delay, Runnable action);

  /** An alarm that has not necessarily rung. */
  @FunctionalInterface
  interface Alarm {

    /** Keeps it from ringing, when it is not too late. */
    void cancel();
  }
}
