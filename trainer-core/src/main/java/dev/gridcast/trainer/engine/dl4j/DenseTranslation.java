package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.network.Layer;
import dev.gridcast.trainer.network.PlacedLayer;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * Dense on flat rows: PyTorch's weight is [outputs, inputs], the library's [inputs, outputs]. On
 * each step of a sequence it is a convolution of kernel 1, {@link ConvolutionTranslation}.
 */
final class DenseTranslation {

  private DenseTranslation() {}

  static Translation hidden(PlacedLayer placed, Layer.Dense dense) {
    return linked(
        placed,
        new DenseLayer.Builder()
            .nIn(placed.input().channels())
            .nOut(dense.units())
            .activation(activation(dense.activation()))
            .build());
  }

  /** The last layer of a network, which is linear. */
  static Translation head(PlacedLayer placed, MeanLoss loss) {
    return linked(
        placed,
        new OutputLayer.Builder(loss)
            .nIn(placed.input().channels())
            .nOut(placed.output().channels())
            .activation(Activation.IDENTITY)
            .build());
  }

  private static Translation linked(PlacedLayer placed, FeedForwardLayer layer) {
    return new Translation(
        layer,
        List.of(
            TensorLink.transposed(placed.tensors().get(0), "W"),
            TensorLink.same(placed.tensors().get(1), "b")));
  }

  static Activation activation(dev.gridcast.trainer.network.Activation ours) {
    return switch (ours) {
      case IDENTITY -> Activation.IDENTITY;
      case RELU -> Activation.RELU;
      case TANH -> Activation.TANH;
    };
  }
}
