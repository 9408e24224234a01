package dev.gridcast.trainer.engine;

import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;

/** A network in an engine's own memory. For one thread; closing it gives the memory back. */
public interface EngineNetwork extends AutoCloseable {

  /**
   * One pass over the samples in their order, in batches as the options say, the last one shorter.
   *
   * @return the mean loss over the samples, each batch measured before it was learned from; not
   *     finite when the training has diverged
   */
  double fitEpoch(Samples samples);

  /**
   * The scaled forecasts.
   *
   * @return [samples, labels], row-major
   */
  float[] predict(Samples samples);

  /**
   * A copy of what has been learned so far.
   *
   * @throws IllegalStateException when a weight is not finite
   */
  Weights exportWeights();

  /** Goes on from these weights; the optimiser's memory starts anew. */
  void importWeights(Weights weights);

  @Override
  void close();
}
