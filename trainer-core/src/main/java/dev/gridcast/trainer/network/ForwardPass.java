package dev.gridcast.trainer.network;

import java.util.Arrays;

/**
 * What a network answers, in plain Java: no native library, the same bits on every JVM and machine.
 *
 * <p>For each window, rows {@code x} from the oldest to the newest, with {@code h = c = 0} at first
 * (PyTorch's equations of {@code nn.LSTM} and its gate order i, f, g, o; its second bias, {@code
 * bias_hh}, is always zero and is not stored):
 *
 * <pre>
 *   i = sigmoid(W_ii x + b_i + W_hi h)      f = sigmoid(W_if x + b_f + W_hf h)
 *   g = tanh   (W_ig x + b_g + W_hg h)      o = sigmoid(W_io x + b_o + W_ho h)
 *   c = f * c + i * g                       h = o * tanh(c)
 *   answer = dense.weight h + dense.bias    (after the last row)
 * </pre>
 *
 * <p>Why it is deterministic: float additions, multiplications and divisions are exact by the Java
 * language since 17, they are never fused or reordered, every sum here runs in one fixed order, and
 * sigmoid and tanh are {@link Activations}, our own. Threads may share an instance.
 */
public final class ForwardPass {

  private final Architecture architecture;

  /** Transposed, so that the innermost loops run over gates: [features][4*units]. */
  private final float[] inputWeights;

  /** [units][4*units]. */
  private final float[] recurrentWeights;

  private final float[] bias;
  private final float[] denseWeights;
  private final float[] denseBias;

  private final int units;

  private ForwardPass(Weights weights) {
    architecture = weights.architecture();
    if (architecture.layers().size() != 3
        || !(architecture.layers().get(0) instanceof Layer.Lstm lstm)
        || !(architecture.layers().get(1) instanceof Layer.LastStep)) {
      throw new IllegalArgumentException("not yet: " + architecture);
    }
    units = lstm.units();
    int gates = 4 * units;
    inputWeights =
        transpose(weights.tensor("lstm.weight_ih_l0").values(), gates, architecture.features());
    recurrentWeights = transpose(weights.tensor("lstm.weight_hh_l0").values(), gates, units);
    bias = weights.tensor("lstm.bias_ih_l0").values();
    denseWeights = weights.tensor("dense.weight").values();
    denseBias = weights.tensor("dense.bias").values();
  }

  public static ForwardPass of(Weights weights) {
    return new ForwardPass(weights);
  }

  public Architecture architecture() {
    return architecture;
  }

  /**
   * The answers to windows.
   *
   * @param inputs [samples, lags, features], row-major
   * @return [samples, labels], row-major; not finite where weights or inputs are so large that a
   *     sum overflows
   * @throws IllegalArgumentException when the inputs are not whole windows
   */
  public float[] predict(float[] inputs) {
    int window = architecture.lags() * architecture.features();
    if (inputs.length % window != 0) {
      throw new IllegalArgumentException(
          "inputs must be whole windows of "
              + architecture.lags()
              + " x "
              + architecture.features()
              + " numbers: "
              + inputs.length);
    }
    int samples = inputs.length / window;
    float[] outputs = new float[samples * architecture.outputs()];
    float[] gates = new float[4 * units];
    float[] cell = new float[units];
    float[] hidden = new float[units];
    for (int sample = 0; sample < samples; sample++) {
      Arrays.fill(cell, 0);
      Arrays.fill(hidden, 0);
      for (int lag = 0; lag < architecture.lags(); lag++) {
        int row = sample * window + lag * architecture.features();
        System.arraycopy(bias, 0, gates, 0, gates.length);
        addProduct(gates, inputs, row, architecture.features(), inputWeights);
        addProduct(gates, hidden, 0, units, recurrentWeights);
        step(gates, cell, hidden);
      }
      dense(hidden, outputs, sample * architecture.outputs());
    }
    return outputs;
  }

  /** One time step, from the sums of the four gates. */
  private static void step(float[] gates, float[] cell, float[] hidden) {
    int units = cell.length;
    Activations.sigmoid(gates, 0, 2 * units);
    Activations.tanh(gates, 2 * units, units);
    Activations.sigmoid(gates, 3 * units, units);
    for (int j = 0; j < units; j++) {
      cell[j] = gates[units + j] * cell[j] + gates[j] * gates[2 * units + j];
      hidden[j] = cell[j];
    }
    Activations.tanh(hidden, 0, units);
    for (int j = 0; j < units; j++) {
      hidden[j] = gates[3 * units + j] * hidden[j];
    }
  }

  private void dense(float[] hidden, float[] outputs, int offset) {
    int units = hidden.length;
    for (int label = 0; label < denseBias.length; label++) {
      float sum = denseBias[label];
      for (int j = 0; j < units; j++) {
        sum += denseWeights[label * units + j] * hidden[j];
      }
      outputs[offset + label] = sum;
    }
  }

  /**
   * {@code sums[j] += x[0] * w[0][j] + x[1] * w[1][j] + …}, each sum from left to right. Four rows
   * of weights per turn, because loading and storing the sums is what costs.
   */
  private static void addProduct(float[] sums, float[] x, int offset, int count, float[] w) {
    int width = sums.length;
    int k = 0;
    for (; k + 4 <= count; k += 4) {
      addFour(
          sums,
          x[offset + k],
          x[offset + k + 1],
          x[offset + k + 2],
          x[offset + k + 3],
          w,
          k * width);
    }
    for (; k < count; k++) {
      addOne(sums, x[offset + k], w, k * width);
    }
  }

  private static void addFour(float[] sums, float a, float b, float c, float d, float[] w, int at) {
    int width = sums.length;
    int second = at + width;
    int third = second + width;
    int fourth = third + width;
    for (int j = 0; j < width; j++) {
      sums[j] = sums[j] + a * w[at + j] + b * w[second + j] + c * w[third + j] + d * w[fourth + j];
    }
  }

  private static void addOne(float[] sums, float a, float[] w, int at) {
    int width = sums.length;
    for (int j = 0; j < width; j++) {
      sums[j] = sums[j] + a * w[at + j];
    }
  }

  private static float[] transpose(float[] matrix, int rows, int columns) {
    float[] transposed = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = matrix[row * columns + column];
      }
    }
    return transposed;
  }
}
