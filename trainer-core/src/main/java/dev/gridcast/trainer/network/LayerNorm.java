package dev.gridcast.trainer.network;

/**
 * Normalisation of a row (J. L. Ba et al., "Layer normalization", 2016), PyTorch's {@code
 * nn.LayerNorm}: {@code (x - mean) / sqrt(variance + 1e-5) * scale + shift}, the variance divided
 * by the count. Mean and variance are summed in double precision, from left to right.
 */
final class LayerNorm {

  private static final double EPSILON = 1e-5;

  private final float[] scale;
  private final float[] shift;

  LayerNorm(float[] scale, float[] shift) {
    this.scale = scale;
    this.shift = shift;
  }

  /** Replaces the first {@code scale.length} numbers of each row. */
  void run(int rows, float[] x, int stride) {
    for (int row = 0; row < rows; row++) {
      one(x, row * stride);
    }
  }

  private void one(float[] x, int at) {
    int width = scale.length;
    double sum = 0;
    for (int j = 0; j < width; j++) {
      sum += x[at + j];
    }
    double mean = sum / width;
    double squares = 0;
    for (int j = 0; j < width; j++) {
      double distance = x[at + j] - mean;
      squares += distance * distance;
    }
    double deviation = Math.sqrt(squares / width + EPSILON);
    for (int j = 0; j < width; j++) {
      x[at + j] = Math.fma((float) ((x[at + j] - mean) / deviation), scale[j], shift[j]);
    }
  }
}
