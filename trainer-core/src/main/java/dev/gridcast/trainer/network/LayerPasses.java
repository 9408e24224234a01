package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;
import java.util.Optional;

/** Finds what a layer computes. */
final class LayerPasses {

  private LayerPasses() {}

  /** The pass of a layer with its weights; none where it changes nothing. */
  static Optional<LayerPass> of(PlacedLayer placed, Weights weights, Kernels kernels) {
    Layer layer = placed.layer();
    LayerTensors tensors = new LayerTensors(placed, weights);
    if (layer instanceof Layer.Dropout) {
      return Optional.empty();
    } else if (layer instanceof Layer.Lstm) {
      return Optional.of(new LstmPass(placed, tensors, kernels));
    } else if (layer instanceof Layer.Gru) {
      return Optional.of(new GruPass(placed, tensors, kernels));
    } else if (layer instanceof Layer.LastStep) {
      return Optional.of(new LastStepPass(placed));
    } else if (layer instanceof Layer.Flatten) {
      return Optional.of(new FlattenPass(placed));
    } else if (layer instanceof Layer.Dense) {
      return Optional.of(new DensePass(placed, tensors, kernels));
    } else if (layer instanceof Layer.Conv) {
      return Optional.of(new ConvPass(placed, tensors, kernels));
    } else if (layer instanceof Layer.MaxPool) {
      return Optional.of(new MaxPoolPass(placed));
    } else if (layer instanceof Layer.Project) {
      return Optional.of(new ProjectPass(placed, tensors, kernels));
    } else if (layer instanceof Layer.Encoder) {
      return Optional.of(new EncoderPass(placed, tensors, kernels));
    }
    throw new IllegalArgumentException("unknown layer " + layer);
  }
}
