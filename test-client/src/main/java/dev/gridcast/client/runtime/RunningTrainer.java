package dev.gridcast.client.runtime;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * A trainer that serves, wherever it runs, with everything that it has started. The streams have
 * one reader or writer each; the rest may be called from any thread.
 */
public interface RunningTrainer {

  /** Takes the jobs; when it is closed, the trainer ends at once. */
  OutputStream stdin();

  /** Tells of the jobs. */
  InputStream stdout();

  /** Text for people. */
  InputStream stderr();

  /** The job's input folder as the trainer sees it. */
  String inputFolder(String job);

  /** The job's output folder as the trainer sees it. */
  String outputFolder(String job);

  /**
   * Waits for the end.
   *
   * @return empty when it runs on; else how it ended, and nothing of it runs or is left then
   */
  Optional<TrainerExit> awaitExit(Duration atMost) throws InterruptedException;

  /** Kills it, frozen or not, with everything that it has started. */
  void kill();

  /**
   * Stops it where it stands, with everything that it has started, until {@link #thaw}.
   *
   * @return false where the system cannot do that; it runs on then
   */
  boolean freeze();

  /** Lets it go on after {@link #freeze}. */
  void thaw();
}
