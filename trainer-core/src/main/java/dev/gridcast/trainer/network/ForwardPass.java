package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network answers, in plain Java: no native library, the same bits on every JVM and machine.
 *
 * <p>The layers, on rows {@code x_t} from the oldest to the newest. Weights and their order of
 * gates are PyTorch's; {@code W x} is a matrix times a row, {@code *} goes number by number.
 *
 * <pre>
 *   Lstm      i = sigmoid(W_ii x_t + b_i + W_hi h)      f = sigmoid(W_if x_t + b_f + W_hf h)
 *             g = tanh   (W_ig x_t + b_g + W_hg h)      o = sigmoid(W_io x_t + b_o + W_ho h)
 *             c = f * c + i * g         h = o * tanh(c)         y_t = h        at first h = c = 0
 *   Gru       r = sigmoid(W_ir x_t + b_ir + W_hr h + b_hr)
 *             z = sigmoid(W_iz x_t + b_iz + W_hz h + b_hz)
 *             n = tanh(W_in x_t + b_in + r * (W_hn h + b_hn))
 *             h = n + z * (h - n)       y_t = h                                at first h = 0
 *   LastStep  y = x_last                Flatten   y = x_0, x_1, … after one another
 *   Dense     y_t = activation(W x_t + b)
 *   Conv      y_t = activation(b + W_0 x_t + W_1 x_(t+1) + …)         as many terms as the kernel
 *   MaxPool   y_t = max(x_(t size), …, x_(t size + size - 1))         channel by channel
 *   Dropout   y = x
 *   Project   y_t = W x_t + b + code(t)                               {@link Positions}
 *   Encoder   q, k, v = W_in x_t + b_in                               split among the heads
 *             a_t = sum over s of softmax_s(q_t k_s / sqrt(size of a head)) v_s
 *             u_t = norm_1(x_t + W_out a_t + b_out)                   {@link LayerNorm}
 *             y_t = norm_2(u_t + W_2 max(0, W_1 u_t + b_1) + b_2)
 * </pre>
 *
 * <p>Sources: S. Hochreiter, J. Schmidhuber, Neural Computation 9, 1997, and F. A. Gers et al.,
 * Neural Computation 12, 2000 (LSTM); K. Cho et al., EMNLP 2014 (GRU; the reset gate after the
 * product, as in cuDNN and PyTorch); A. Vaswani et al., NIPS 2017 (encoder).
 *
 * <p>Why it is deterministic: every sum has one order, bias first, then inputs and recurrent terms
 * from left to right ({@link Kernels}); the two sums of a GRU's gate are added once; sigmoid, tanh
 * and exp are our own. How many windows are answered at once changes nothing. An instance has no
 * state but its weights: threads may share it.
 */
public final class ForwardPass {

  /** Windows answered at once, at most: enough rows for the products to be efficient. */
  private static final int MOST_WINDOWS = 64;

  /** Fewer windows are taken where a layer would give more numbers than this: 1 MiB. */
  private static final int MOST_NUMBERS = 256 * 1024;

  private final Architecture architecture;
  private final List<LayerPass> passes = new ArrayList<>();
  private final int windowsAtOnce;

  /** The most numbers that any layer takes or gives, for one window. */
  private final int largestFlow;

  private ForwardPass(Weights weights, Kernels kernels) {
    architecture = weights.architecture();
    if (architecture.layers().isEmpty()) {
      throw new IllegalArgumentException(
          "a naive forecaster has no network: its forecasts come from the series itself");
    }
    int flow = 0;
    int most = 1;
    for (PlacedLayer placed : architecture.placed()) {
      flow = Math.max(flow, Math.max(size(placed.input()), size(placed.output())));
      LayerPasses.of(placed, weights, kernels).ifPresent(passes::add);
    }
    for (LayerPass pass : passes) {
      most = Math.max(most, pass.scratch(1));
    }
    largestFlow = flow;
    windowsAtOnce = Math.max(1, Math.min(MOST_WINDOWS, MOST_NUMBERS / Math.max(largestFlow, most)));
  }

  /**
   * The network of these weights.
   *
   * @throws IllegalArgumentException when their architecture has no layers: a naive forecaster
   */
  public static ForwardPass of(Weights weights) {
    return of(weights, Kernels.best());
  }

  static ForwardPass of(Weights weights, Kernels kernels) {
    return new ForwardPass(weights, kernels);
  }

  public Architecture architecture() {
    return architecture;
  }

  /**
   * The answers to windows.
   *
   * @param inputs [windows][lags][features], row-major
   * @return [windows][outputs], row-major; not finite where weights or inputs are so large that a
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
    int windows = inputs.length / window;
    float[] outputs = new float[Math.multiplyExact(windows, architecture.outputs())];
    int atOnce = Math.min(windowsAtOnce, Math.max(1, windows));
    float[] from = new float[Math.multiplyExact(atOnce, largestFlow)];
    float[] to = new float[from.length];
    float[] scratch = new float[scratch(atOnce)];
    for (int first = 0; first < windows; first += atOnce) {
      int count = Math.min(atOnce, windows - first);
      load(inputs, first * window, count, from);
      for (LayerPass pass : passes) {
        pass.run(count, from, to, scratch);
        float[] next = from;
        from = to;
        to = next;
      }
      store(from, count, outputs, first * architecture.outputs());
    }
    return outputs;
  }

  private int scratch(int windows) {
    int most = 0;
    for (LayerPass pass : passes) {
      most = Math.max(most, pass.scratch(windows));
    }
    return most;
  }

  /** From [window][lag][feature] to [lag][window][feature, and room]. */
  private void load(float[] inputs, int offset, int windows, float[] rows) {
    int features = architecture.features();
    int stride = Kernels.padded(features);
    for (int lag = 0; lag < architecture.lags(); lag++) {
      for (int window = 0; window < windows; window++) {
        int from = offset + (window * architecture.lags() + lag) * features;
        int to = (lag * windows + window) * stride;
        System.arraycopy(inputs, from, rows, to, features);
      }
    }
  }

  private void store(float[] rows, int windows, float[] outputs, int offset) {
    int count = architecture.outputs();
    int stride = Kernels.padded(count);
    for (int window = 0; window < windows; window++) {
      System.arraycopy(rows, window * stride, outputs, offset + window * count, count);
    }
  }

  private static int size(Flow flow) {
    return Math.multiplyExact(flow.steps(), Kernels.padded(flow.channels()));
  }
}
