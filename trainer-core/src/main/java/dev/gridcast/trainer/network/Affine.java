package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;

/** {@code y = W x + b} for rows. */
final class Affine {

  private final Kernels kernels;
  private final int inputs;
  private final int inputStride;
  private final int width;
  private final float[] weights;
  private final float[] bias;

  /**
   * @param weights [inputs][width]
   * @param bias [width], a multiple of the lanes
   */
  Affine(Kernels kernels, int inputs, float[] weights, float[] bias) {
    this.kernels = kernels;
    this.inputs = inputs;
    this.inputStride = Kernels.padded(inputs);
    this.width = bias.length;
    this.weights = weights;
    this.bias = bias;
  }

  /** Numbers from row to row of its results. */
  int width() {
    return width;
  }

  /** Replaces rows of y. */
  void run(int rows, float[] x, int from, float[] y, int to) {
    kernels.affine(
        rows, width, inputs, x, from, inputStride, 1, weights, 0, width, bias, 0, y, to, width);
  }

  /** Adds {@code W x}, without b, to rows of y. */
  void add(int rows, float[] x, int from, float[] y, int to) {
    kernels.gemm(rows, width, inputs, x, from, inputStride, 1, weights, 0, width, y, to, width);
  }

  /** Puts rows of y through an activation. */
  void activate(Activation activation, int rows, float[] y, int to) {
    switch (activation) {
      case IDENTITY -> {}
      case RELU -> {
        for (int i = to; i < to + rows * width; i++) {
          y[i] = Math.max(0, y[i]);
        }
      }
      case TANH -> kernels.tanh(y, to, rows * width);
    }
  }
}
