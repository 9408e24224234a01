package dev.gridcast.client.preference;

import java.time.Instant;

/** What the person has ordered by hand, until the next order. */
public sealed interface ManualOrder {

  /** Nothing: the preferences decide. */
  record None() implements ManualOrder {}

  /** Pause until the order to go on. */
  record Paused() implements ManualOrder {}

  /**
   * Pause for a while.
   *
   * @param until when it is over
   */
  record Snoozed(Instant until) implements ManualOrder {}
}
