package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.Layer;
import dev.gridcast.trainer.network.PlacedLayer;

/** Which stage does which layer. */
final class Stages {

  private Stages() {}

  /** Whether there is a stage for it. */
  static boolean knows(Layer layer) {
    return layer instanceof Layer.Lstm
        || layer instanceof Layer.Gru
        || layer instanceof Layer.LastStep
        || layer instanceof Layer.Flatten
        || layer instanceof Layer.Dense
        || layer instanceof Layer.Dropout;
  }

  /**
   * The stage of a layer.
   *
   * @param index place of the layer in the architecture, from 0
   * @param seed of the training
   * @param windows the most per batch
   */
  static Stage of(
      Kernels kernels,
      PlacedLayer placed,
      int index,
      long seed,
      Signal input,
      Signal output,
      Parameters parameters,
      int windows) {
    Layer layer = placed.layer();
    if (layer instanceof Layer.Lstm) {
      return new LstmStage(kernels, placed, input, output, parameters, windows);
    }
    if (layer instanceof Layer.Gru) {
      return new GruStage(kernels, placed, input, output, parameters, windows);
    }
    if (layer instanceof Layer.LastStep) {
      return new LastStepStage(input, output);
    }
    if (layer instanceof Layer.Flatten) {
      return new FlattenStage(input, output);
    }
    if (layer instanceof Layer.Dropout dropout) {
      return new DropoutStage(input, output, dropout.rate(), seed, index, windows);
    }
    if (layer instanceof Layer.Dense) {
      return new DenseStage(kernels, placed, input, output, parameters);
    }
    throw new IllegalArgumentException("the vector engine has no " + layer);
  }
}
