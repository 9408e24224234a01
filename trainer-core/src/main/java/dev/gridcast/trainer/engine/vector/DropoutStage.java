package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.network.DropoutMask;

/** {@code y = factor * x} while fitting, with the factors of {@link DropoutMask}, else x. */
final class DropoutStage implements Stage {

  private final Signal input;
  private final Signal output;
  private final double rate;
  private final long seed;
  private final int layer;

  /** [step][window][channel], without padding, of the batch that is being computed. */
  private final float[] factors;

  /**
   * @param seed of the training
   * @param layer its place in the architecture, from 0
   * @param windows the most per batch
   */
  DropoutStage(Signal input, Signal output, double rate, long seed, int layer, int windows) {
    this.input = input;
    this.output = output;
    this.rate = rate;
    this.seed = seed;
    this.layer = layer;
    this.factors = Sizes.array(input.steps, windows, input.channels);
  }

  @Override
  public void forward(Batch batch) {
    int rows = input.steps * batch.windows;
    if (batch.fitting) {
      DropoutMask.fill(factors, rows * input.channels, rate, seed, layer, batch.step);
      multiply(rows, input.values, output.values);
    } else {
      System.arraycopy(input.values, 0, output.values, 0, rows * input.stride);
    }
  }

  @Override
  public void backward(Batch batch) {
    if (input.hasGradients()) {
      multiply(input.steps * batch.windows, output.gradients, input.gradients);
    }
  }

  private void multiply(int rows, float[] from, float[] to) {
    for (int row = 0; row < rows; row++) {
      int at = row * input.stride;
      int factor = row * input.channels;
      for (int j = 0; j < input.channels; j++) {
        to[at + j] = factors[factor + j] * from[at + j];
      }
    }
  }
}
