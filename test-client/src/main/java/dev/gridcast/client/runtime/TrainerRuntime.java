package dev.gridcast.client.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A place where trainers run. Thread-safe. */
public interface TrainerRuntime extends AutoCloseable {

  /** The name that {@code --runtime} knows it by. */
  String name();

  /** Whether it can run a trainer image that an experiment names. */
  boolean runsImages();

  /**
   * Says that cases of this box are to come, so that a trainer may be started now and the first of
   * them finds it warm. Returns at once and never throws: what goes wrong comes out of {@link
   * #start}.
   *
   * @param box see {@link TrainingJob#box()}
   */
  void prepare(Path box);

  /**
   * Says that no case of this box is to come for a while: a trainer that waits warm for one is
   * ended, so that its memory is free. A training at work in the box is not touched. Returns at
   * once; {@link #prepare} and {@link #start} may follow at any time.
   *
   * @param box see {@link TrainingJob#box()}
   */
  void release(Path box);

  /**
   * Starts a training and returns as soon as it is under way; the listener hears the rest. One box
   * has one training at a time.
   *
   * @throws RuntimeUnavailableException when the place itself is gone; the case is not to blame
   * @throws IOException when the trainer cannot be started for any other reason; the listener hears
   *     nothing in both cases
   */
  Training start(TrainingJob job, TrainingListener listener)
      throws RuntimeUnavailableException, IOException;

  /**
   * Asks whether a training could be started now; takes 2 seconds at most.
   *
   * @return empty when it could, else one line that says why not and what to do
   */
  Optional<String> whyUnavailable();

  /** Ends every trainer, warm or at work; nothing of it runs afterwards. */
  @Override
  void close();
}
