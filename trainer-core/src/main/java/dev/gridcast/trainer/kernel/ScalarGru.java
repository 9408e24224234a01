package dev.gridcast.trainer.kernel;

/** GRU, number by number; public for {@code kernel.simd}, where units are fewer than lanes. */
public final class ScalarGru {

  private ScalarGru() {}

  /** See {@link Kernels#gru}. */
  public static void forward(
      int windows,
      int units,
      float[] sums,
      int so,
      float[] recurrent,
      int ro,
      int gs,
      float[] before,
      int bo,
      float[] hidden,
      int ho,
      int stride) {
    for (int window = 0; window < windows; window++) {
      int sum = so + window * gs;
      int product = ro + window * gs;
      int row = window * stride;
      for (int j = 0; j < units; j++) {
        float r = ScalarActivation.sigmoid(sums[sum + j] + recurrent[product + j]);
        float z = ScalarActivation.sigmoid(sums[sum + units + j] + recurrent[product + units + j]);
        float n =
            ScalarActivation.tanh(
                Math.fma(r, recurrent[product + 2 * units + j], sums[sum + 2 * units + j]));
        sums[sum + j] = r;
        sums[sum + units + j] = z;
        sums[sum + 2 * units + j] = n;
        hidden[ho + row + j] = Math.fma(z, before[bo + row + j] - n, n);
      }
    }
  }

  /** See {@link Kernels#gruGradient}. */
  public static void backward(
      int windows,
      int units,
      float[] sums,
      int so,
      float[] recurrent,
      int ro,
      int gs,
      float[] before,
      int bo,
      float[] hiddenGradient,
      int ho,
      float[] beforeGradient,
      int go,
      int stride) {
    for (int window = 0; window < windows; window++) {
      int sum = so + window * gs;
      int product = ro + window * gs;
      int row = window * stride;
      for (int j = 0; j < units; j++) {
        float r = sums[sum + j];
        float z = sums[sum + units + j];
        float n = sums[sum + 2 * units + j];
        float dh = hiddenGradient[ho + row + j];
        float dn = dh * (1 - z) * (1 - n * n);
        float dr = dn * recurrent[product + 2 * units + j] * (r * (1 - r));
        float dz = dh * (before[bo + row + j] - n) * (z * (1 - z));
        sums[sum + j] = dr;
        sums[sum + units + j] = dz;
        sums[sum + 2 * units + j] = dn;
        recurrent[product + j] = dr;
        recurrent[product + units + j] = dz;
        recurrent[product + 2 * units + j] = dn * r;
        beforeGradient[go + row + j] = Math.fma(dh, z, beforeGradient[go + row + j]);
      }
    }
  }
}
