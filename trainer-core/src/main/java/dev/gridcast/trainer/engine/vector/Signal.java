package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.Flow;

/**
 * What goes from one stage to the next for a batch: numbers [step][window][channel], and the
 * gradient of the loss with respect to them. Rows have a stride and are filled with zeros; steps
 * follow each other without a gap, so a batch of fewer windows uses less of the arrays.
 */
final class Signal {

  private static final float[] NONE = {};

  final int steps;
  final int channels;

  /** From row to row. */
  final int stride;

  final float[] values;

  /** Of length 0 where nobody needs it: below the first stage that learns. */
  final float[] gradients;

  /**
   * @param windows the most per batch
   * @param gradients whether gradients are needed
   */
  Signal(Flow flow, int windows, boolean gradients) {
    this.steps = flow.steps();
    this.channels = flow.channels();
    this.stride = stride(channels);
    this.values = Sizes.array(steps, windows, stride);
    this.gradients = gradients ? Sizes.array(steps, windows, stride) : NONE;
  }

  /** Whether gradients are needed. */
  boolean hasGradients() {
    return gradients.length > 0;
  }

  /**
   * Padded, and never a multiple of 256: rows 1 KiB apart would share a few sets of the first cache
   * and push each other out.
   */
  static int stride(int columns) {
    int padded = Kernels.padded(columns);
    return padded % 256 == 0 ? padded + Kernels.LANES : padded;
  }
}
