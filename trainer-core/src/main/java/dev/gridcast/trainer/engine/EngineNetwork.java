package dev.gridcast.trainer.engine;

import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;

/** A network in an engine's own memory. For one thread; closing it gives the memory back. */
public interface EngineNetwork extends AutoCloseable {

  /**
   * One pass over the samples in their order, in batches as the options say, the last one shorter.
   *
   * @param rate the step size of each step of the optimiser
   * @return the mean loss over the samples, each batch measured before it was learned from; not
   *     finite when the training has diverged
   */
  double fitEpoch(Samples samples, LearningRate rate);

  /**
   * The scaled forecasts.
   *
   * @return [samples, outputs], row-major
   */
  float[] predict(Samples samples);

  /**
   * A copy of what has been learned so far.
   *
   * @throws IllegalStateException when a weight is not finite
   */
  Weights exportWeights();

  /** Goes on from these weights; the optimiser's memory starts anew, at step 0. */
  void importWeights(Weights weights);

  /**
   * A copy of everything that the next epoch depends on.
   *
   * @throws IllegalStateException when a weight is not finite
   */
  EngineState exportState();

  /**
   * Goes on from there, to the same bits as if it had never stopped.
   *
   * @throws IllegalArgumentException when the state is of another architecture, engine or optimiser
   */
  void importState(EngineState state);

  @Override
  void close();
}
