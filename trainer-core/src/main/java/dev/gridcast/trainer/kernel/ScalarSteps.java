package dev.gridcast.trainer.kernel;

/** Optimisers, number by number; public for {@code kernel.simd}, for what is left over. */
public final class ScalarSteps {

  private ScalarSteps() {}

  static void adam(int count, float[] w, float[] g, float[] m, float[] v, float rate) {
    adam(0, count, w, g, m, v, rate);
  }

  /** See {@link Kernels#adam}; from one place to another. */
  public static void adam(
      int from, int count, float[] w, float[] g, float[] m, float[] v, float rate) {
    for (int i = from; i < count; i++) {
      m[i] = Math.fma(0.9f, m[i], 0.1f * g[i]);
      v[i] = Math.fma(0.999f, v[i], 0.001f * g[i] * g[i]);
      w[i] = w[i] - rate * m[i] / ((float) Math.sqrt(v[i]) + 1e-8f);
    }
  }

  static void rmsProp(int count, float[] w, float[] g, float[] v, float rate) {
    rmsProp(0, count, w, g, v, rate);
  }

  /** See {@link Kernels#rmsProp}; from one place to another. */
  public static void rmsProp(int from, int count, float[] w, float[] g, float[] v, float rate) {
    for (int i = from; i < count; i++) {
      v[i] = Math.fma(0.9f, v[i], 0.1f * g[i] * g[i]);
      w[i] = w[i] - rate * g[i] / ((float) Math.sqrt(v[i]) + 1e-8f);
    }
  }
}
