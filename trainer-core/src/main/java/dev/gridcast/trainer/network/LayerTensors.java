package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;

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
    return transposed(tensor, 1);
  }

  /**
   * A matrix [blocks * outputs][inputs] as [inputs][blocks * padded(outputs)], so that every block
   * (a gate) begins at a multiple of the lanes.
   */
  float[] transposed(int tensor, int blocks) {
    TensorShape shape = placed.tensors().get(tensor);
    int outputs = shape.dimensions().get(0) / blocks;
    int inputs = shape.dimensions().get(1);
    return transpose(values(tensor), blocks, outputs, inputs, inputs, 0, 1);
  }

  /** One tap of a convolution's kernel [filters][channels][taps] as [channels][padded(filters)]. */
  float[] tap(int tensor, int tap) {
    TensorShape shape = placed.tensors().get(tensor);
    int channels = shape.dimensions().get(1);
    int taps = shape.dimensions().get(2);
    return transpose(
        values(tensor), 1, shape.dimensions().get(0), channels, channels * taps, tap, taps);
  }

  /** A row of numbers, padded. */
  float[] row(int tensor) {
    return row(tensor, 1);
  }

  /** A row of [blocks * outputs] as [blocks * padded(outputs)]. */
  float[] row(int tensor, int blocks) {
    float[] values = values(tensor);
    int outputs = values.length / blocks;
    return transpose(values, blocks, outputs, 1, 1, 0, 1);
  }

  private static float[] transpose(
      float[] values, int blocks, int outputs, int inputs, int rowLength, int first, int step) {
    int padded = Kernels.padded(outputs);
    int width = Math.multiplyExact(blocks, padded);
    float[] transposed = new float[Math.multiplyExact(inputs, width)];
    for (int block = 0; block < blocks; block++) {
      for (int output = 0; output < outputs; output++) {
        int from = (block * outputs + output) * rowLength + first;
        int to = block * padded + output;
        for (int input = 0; input < inputs; input++) {
          transposed[input * width + to] = values[from + input * step];
        }
      }
    }
    return transposed;
  }
}
