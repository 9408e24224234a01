package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.network.Activation;
import dev.gridcast.trainer.network.PlacedLayer;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;

/**
 * Convolutions over time, without padding and with stride 1, and with kernel 1 whatever is dense on
 * each step.
 *
 * <p>PyTorch's weight is [filters, channels, kernel]. The library says that its own is [filters,
 * channels, kernel, 1], and reads the same memory as [kernel, channels, filters].
 */
final class ConvolutionTranslation {

  private ConvolutionTranslation() {}

  static Translation of(PlacedLayer placed, int kernel, Activation activation) {
    Convolution1DLayer layer =
        new Convolution1DLayer.Builder()
            .kernelSize(kernel)
            .stride(1)
            .convolutionMode(ConvolutionMode.Truncate)
            .nIn(placed.input().channels())
            .nOut(placed.output().channels())
            .activation(DenseTranslation.activation(activation))
            .build();
    return new Translation(
        layer, List.of(weight(placed, kernel), TensorLink.same(placed.tensors().get(1), "b")));
  }

  private static TensorLink weight(PlacedLayer placed, int kernel) {
    int channels = placed.input().channels();
    int filters = placed.output().channels();
    return TensorLink.of(
        placed.tensors().get(0),
        "W",
        i -> {
          int filter = i / (channels * kernel);
          int channel = i / kernel % channels;
          return (i % kernel * channels + channel) * filters + filter;
        });
  }
}
