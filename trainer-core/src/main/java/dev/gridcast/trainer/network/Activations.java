package dev.gridcast.trainer.network;

/**
 * Sigmoid and tanh that are the same bits on every JVM and fast enough to be no burden.
 *
 * <p>{@code Math.tanh} and {@code Math.exp} may differ between JVMs, and {@code StrictMath} costs
 * five times the matrix products. This is the rational approximation of tanh with the coefficients
 * published in Eigen, of additions, multiplications and one division, within 4e-7 of the true
 * value; and sigmoid(x) = (1 + tanh(x / 2)) / 2.
 */
final class Activations {

  /** Beyond this, tanh is 1 as a float. */
  private static final float CLAMP = 7.905311f;

  private Activations() {}

  static void tanh(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = tanh(values[i]);
    }
  }

  static void sigmoid(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = 0.5f + 0.5f * tanh(0.5f * values[i]);
    }
  }

  static float tanh(float value) {
    float x = Math.max(-CLAMP, Math.min(CLAMP, value));
    float y = x * x;
    float p = -2.7607684E-16f;
    p = p * y + 2.000188E-13f;
    p = p * y - 8.604672E-11f;
    p = p * y + 5.1222973E-8f;
    p = p * y + 1.48572235E-5f;
    p = p * y + 6.3726195E-4f;
    p = p * y + 0.0048935246f;
    float q = 1.1982584E-6f;
    q = q * y + 1.1853471E-4f;
    q = q * y + 0.0022684347f;
    q = q * y + 0.004893525f;
    return x * p / q;
  }
}
