package dev.gridcast.client.runtime;

/** A training that runs, or has ended. */
@FunctionalInterface
public interface Training {

  /**
   * Asks it to stop and, when it does not within a short grace, kills it with everything that it
   * started. Returns at once; the outcome goes to the listener. Safe to call at any time, from any
   * thread, more than once.
   */
  void stop();
}
