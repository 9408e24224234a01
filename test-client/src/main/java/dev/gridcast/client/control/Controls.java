package dev.gridcast.client.control;

import java.time.Duration;

/**
 * What a volunteer can do to a client that runs. Called from several threads, one order at a time;
 * each method returns within a second or so, and {@link #status} shows what now holds as soon as
 * the client has heard of it.
 */
public interface Controls {

  /** What the client does now; its page is left empty, the control room knows that. */
  StatusReport status();

  /** Freezes what trains and takes no new case, until {@link #resume}. */
  void pause();

  /** Takes back {@link #pause} and {@link #snooze}; what a preference forbids stays forbidden. */
  void resume();

  /** Pauses, and resumes by itself when the time is over; a new one replaces the one before. */
  void snooze(Duration duration);

  /** Lets the cases in hand be finished and reported, takes no other, and then ends the client. */
  void stopAfterThisCase();

  /**
   * Reads the preferences anew, now.
   *
   * @throws OrderRefusedException when they hold an error; those from before stay in force
   */
  void reloadPreferences() throws OrderRefusedException;
}
