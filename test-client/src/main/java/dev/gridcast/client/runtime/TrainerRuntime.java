package dev.gridcast.client.runtime;

import java.io.IOException;

/** A place where trainers run. */
public interface TrainerRuntime {

  /** The name that {@code --runtime} knows it by. */
  String name();

  /**
   * Starts a training and returns at once; the listener hears the rest.
   *
   * @throws IOException when the trainer cannot even be started; the listener then hears nothing
   */
  Training start(TrainingJob job, TrainingListener listener) throws IOException;
}
