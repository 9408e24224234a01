package dev.gridcast.trainer.kernel;

/** LSTM, number by number; public for {@code kernel.simd}, where units are fewer than lanes. */
public final class ScalarLstm {

  private ScalarLstm() {}

  /** See {@link Kernels#lstm}. */
  public static void forward(
      int windows,
      int units,
      float[] gates,
      int go,
      int gs,
      float[] cells,
      int before,
      int after,
      float[] squashed,
      int to,
      float[] hidden,
      int ho,
      int stride) {
    for (int window = 0; window < windows; window++) {
      int gate = go + window * gs;
      int row = window * stride;
      for (int j = 0; j < units; j++) {
        float i = ScalarActivation.sigmoid(gates[gate + j]);
        float f = ScalarActivation.sigmoid(gates[gate + units + j]);
        float g = ScalarActivation.tanh(gates[gate + 2 * units + j]);
        float o = ScalarActivation.sigmoid(gates[gate + 3 * units + j]);
        float c = Math.fma(f, cells[before + row + j], i * g);
        float t = ScalarActivation.tanh(c);
        gates[gate + j] = i;
        gates[gate + units + j] = f;
        gates[gate + 2 * units + j] = g;
        gates[gate + 3 * units + j] = o;
        cells[after + row + j] = c;
        squashed[to + row + j] = t;
        hidden[ho + row + j] = o * t;
      }
    }
  }

  /** See {@link Kernels#lstmGradient}. */
  public static void backward(
      int windows,
      int units,
      float[] gates,
      int go,
      int gs,
      float[] cells,
      int before,
      float[] squashed,
      int to,
      float[] hiddenGradient,
      int ho,
      float[] cellGradient,
      int stride) {
    for (int window = 0; window < windows; window++) {
      int gate = go + window * gs;
      int row = window * stride;
      for (int j = 0; j < units; j++) {
        float i = gates[gate + j];
        float f = gates[gate + units + j];
        float g = gates[gate + 2 * units + j];
        float o = gates[gate + 3 * units + j];
        float t = squashed[to + row + j];
        float dh = hiddenGradient[ho + row + j];
        float dc = Math.fma(dh * o, 1 - t * t, cellGradient[row + j]);
        gates[gate + j] = dc * g * (i * (1 - i));
        gates[gate + units + j] = dc * cells[before + row + j] * (f * (1 - f));
        gates[gate + 2 * units + j] = dc * i * (1 - g * g);
        gates[gate + 3 * units + j] = dh * t * (o * (1 - o));
        cellGradient[row + j] = dc * f;
      }
    }
  }
}
