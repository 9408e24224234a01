package dev.gridcast.trainer.network;

/**
 * {@code exp(x_j - max) / sum}, of a row, in place, with an exponential function of our own that is
 * the same bits on every JVM, which {@code Math.exp} is not.
 *
 * <p>{@code exp(x) = 2^n exp(r)} with {@code n} the whole number nearest to {@code x / ln 2} and
 * {@code r = x - n ln 2}, where ln 2 is split into two floats (W. J. Cody, W. Waite, "Software
 * manual for the elementary functions", 1980); {@code exp(r)} is the polynomial of {@code expf} in
 * S. L. Moshier's Cephes library, by Horner's rule with fma; within 2e-7 of the true value,
 * relatively.
 */
final class Softmax {

  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0.6933594f;
  private static final float LN2_LOW = -0.00021219444f;

  /** Below this, exp is less than the smallest normal float, and 0 here. */
  private static final float LEAST = -87.33654f;

  /** Adding and subtracting this rounds to a whole number. */
  private static final float ROUND = 12_582_912f;

  private static final int EXPONENT_BIAS = 127;
  private static final int MANTISSA_BITS = 23;

  private Softmax() {}

  static void run(float[] x, int offset, int count) {
    float max = Float.NEGATIVE_INFINITY;
    for (int j = offset; j < offset + count; j++) {
      max = Math.max(max, x[j]);
    }
    for (int j = offset; j < offset + count; j++) {
      x[j] = exp(x[j] - max);
    }
    float sum = 0;
    for (int j = offset; j < offset + count; j++) {
      sum += x[j];
    }
    for (int j = offset; j < offset + count; j++) {
      x[j] /= sum;
    }
  }

  /** The exponential function of a number of at most 0; not a number stays one. */
  static float exp(float x) {
    if (x < LEAST) {
      return 0;
    }
    float n = (x * LOG2_E + ROUND) - ROUND;
    float r = Math.fma(n, -LN2_HIGH, x);
    r = Math.fma(n, -LN2_LOW, r);
    float p = 0.00019875691f;
    p = Math.fma(p, r, 0.0013981999f);
    p = Math.fma(p, r, 0.008333452f);
    p = Math.fma(p, r, 0.041665796f);
    p = Math.fma(p, r, 0.16666666f);
    p = Math.fma(p, r, 0.5f);
    p = Math.fma(p, r * r, r + 1);
    return p * Float.intBitsToFloat(((int) n + EXPONENT_BIAS) << MANTISSA_BITS);
  }
}
