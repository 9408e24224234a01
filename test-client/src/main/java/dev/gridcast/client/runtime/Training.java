package dev.gridcast.client.runtime;

/**
 * A training that runs, or has ended. Everything here returns at once and may be called at any
 * time, from any thread, more than once.
 */
public interface Training {

  /**
   * Asks it to stop and, when it does not within a short grace, kills it with everything that it
   * started. The outcome goes to the listener.
   */
  void stop();

  /** Freezes it where it stands; the clock of its time limit stands still meanwhile. */
  void pause();

  /** Lets it go on. */
  void resume();
}
