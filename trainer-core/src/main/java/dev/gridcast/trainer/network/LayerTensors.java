package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;
import java.util.Arrays;

/** The weights of one layer, laid out as the kernels like them. */
final class LayerTensors {

  private final PlacedLayer placed;
  private final Weights weights;

  LayerTensors(PlacedLayer placed, Weights weights) {
    this.placed = placed;
    this.weights = weights;
  }

  /** The numbers of the layer's tensor of that place, for reading only. */
  float[] values(int tensor) {
    return weights.tensor(placed.tensors().get(tensor).name()).values();
  }

  /** A matrix [outputs][inputs] as [inputs][padded(outputs)]. */
  float[] transposed(int tensor) {
    TensorShape shape = placed.tensors().get(tensor);
    int outputs = shape.dimensions().get(0);
    int inputs = shape.dimensions().get(1);
    return transpose(values(tensor), outputs, inputs, inputs, 0, 1);
  }

  /** One tap of a convolution's kernel [filters][channels][taps] as [channels][padded(filters)]. */
  float[] tap(int tensor, int tap) {
    TensorShape shape = placed.tensors().get(tensor);
    int channels = shape.dimensions().get(1);
    int taps = shape.dimensions().get(2);
    return transpose(
        values(tensor), shape.dimensions().get(0), channels, channels * taps, tap, taps);
  }

  /** A row of numbers, padded. */
  float[] row(int tensor) {
    float[] values = values(tensor);
    return Arrays.copyOf(values, Kernels.padded(values.length));
  }

  private static float[] transpose(
      float[] values, int outputs, int inputs, int rowLength, int first, int step) {
    int width = Kernels.padded(outputs);
    float[] transposed = new float[Math.multiplyExact(inputs, width)];
    for (int output = 0; output < outputs; output++) {
      int from = output * rowLength + first;
      for (int input = 0; input < inputs; input++) {
        transposed[input * width + output] = values[from + input * step];
      }
    }
    return transposed;
  }
}
