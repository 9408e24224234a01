package dev.gridcast.trainer.kernel;

/**
 * Activations of one number; public for {@code kernel.simd}, which takes them where a row is
 * shorter than a register.
 */
public final class ScalarActivation {

  private ScalarActivation() {}

  /** See {@link Kernels#tanh}. */
  public static float tanh(float value) {
    float x = Math.max(-Tanh.CLAMP, Math.min(Tanh.CLAMP, value));
    float y = x * x;
    float p = Math.fma(y, Tanh.P13, Tanh.P11);
    p = Math.fma(y, p, Tanh.P9);
    p = Math.fma(y, p, Tanh.P7);
    p = Math.fma(y, p, Tanh.P5);
    p = Math.fma(y, p, Tanh.P3);
    p = Math.fma(y, p, Tanh.P1);
    float q = Math.fma(y, Tanh.Q6, Tanh.Q4);
    q = Math.fma(y, q, Tanh.Q2);
    q = Math.fma(y, q, Tanh.Q0);
    return x * p / q;
  }

  /** See {@link Kernels#sigmoid}. */
  public static float sigmoid(float value) {
    return Math.fma(0.5f, tanh(0.5f * value), 0.5f);
  }
}
