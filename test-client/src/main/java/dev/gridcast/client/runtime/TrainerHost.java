package dev.gridcast.client.runtime;

import java.io.IOException;
import java.nio.file.Path;

/** Starts trainers that serve one job after the other: as a child process, or in a container. */
@FunctionalInterface
public interface TrainerHost {

  /**
   * Starts {@code trainer serve} for a box and returns as soon as it runs; that it is ready, it
   * says itself on its standard output.
   *
   * @param box see {@link TrainingJob#box()}; its folders {@code in} and {@code out} exist
   * @throws RuntimeUnavailableException when the place where trainers run is gone
   * @throws IOException when this one cannot be started for any other reason; nothing of it is left
   */
  RunningTrainer launch(Path box) throws RuntimeUnavailableException, IOException;

  /** Makes the job's folders fit for this host's trainers; called before each job. */
  default void admit(TrainingJob job) throws IOException {}
}
