package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;
import java.util.Arrays;

/**
 * Scaled dot-product attention with several heads (Vaswani et al. 2017, section 3.2), of rows that
 * hold queries, keys and values one after another.
 */
final class Attention {

  /** Queries at once: the scores of all of a long window would not fit into memory. */
  private static final int QUERIES = 16;

  private final Kernels kernels;
  private final int steps;
  private final int heads;

  /** Channels of a head. */
  private final int size;

  /** Channels of all heads. */
  private final int width;

  private final int paddedSteps;

  Attention(Kernels kernels, Flow flow, int heads) {
    this.kernels = kernels;
    this.steps = flow.steps();
    this.heads = heads;
    this.width = flow.channels();
    this.size = width / heads;
    this.paddedSteps = Kernels.padded(steps);
  }

  int scratch() {
    return (size + QUERIES) * paddedSteps;
  }

  /**
   * @param rows all that it reads and writes; at 0, [steps][windows] rows of queries, keys and
   *     values, of which the queries are scaled in place
   * @param stride from row to row of them
   * @param context where rows go, [steps][windows], of what each head has read
   * @param contextStride from row to row of them
   * @param scratch where there are {@link #scratch} numbers to use
   */
  void run(int windows, float[] rows, int stride, int context, int contextStride, int scratch) {
    scaleQueries(steps * windows, rows, stride);
    for (int window = 0; window < windows; window++) {
      for (int head = 0; head < heads; head++) {
        head(
            rows,
            window * stride + head * size,
            windows * stride,
            context + window * contextStride + head * size,
            windows * contextStride,
            scratch);
      }
    }
  }

  private void scaleQueries(int count, float[] rows, int stride) {
    float scale = (float) (1 / Math.sqrt(size));
    for (int row = 0; row < count; row++) {
      for (int j = row * stride; j < row * stride + width; j++) {
        rows[j] *= scale;
      }
    }
  }

  /**
   * @param from the first query of the head
   * @param stride from step to step
   */
  private void head(float[] rows, int from, int stride, int to, int contextStride, int keys) {
    for (int j = 0; j < size; j++) {
      for (int step = 0; step < steps; step++) {
        rows[keys + j * paddedSteps + step] = rows[from + width + step * stride + j];
      }
    }
    int scores = keys + size * paddedSteps;
    for (int first = 0; first < steps; first += QUERIES) {
      int count = Math.min(QUERIES, steps - first);
      Arrays.fill(rows, scores, scores + count * paddedSteps, 0);
      kernels.gemm(
          count,
          steps,
          size,
          rows,
          from + first * stride,
          stride,
          1,
          rows,
          keys,
          paddedSteps,
          rows,
          scores,
          paddedSteps);
      for (int i = 0; i < count; i++) {
        Softmax.run(rows, scores + i * paddedSteps, steps);
        int row = to + (first + i) * contextStride;
        Arrays.fill(rows, row, row + size, 0);
      }
      kernels.gemm(
          count,
          size,
          steps,
          rows,
          scores,
          paddedSteps,
          1,
          rows,
          from + 2 * width,
          stride,
          rows,
          to + first * contextStride,
          contextStride);
    }
  }
}
