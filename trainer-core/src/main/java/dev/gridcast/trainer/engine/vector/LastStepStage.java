package dev.gridcast.trainer.engine.vector;

import java.util.Arrays;

/** The newest row of each window. */
final class LastStepStage implements Stage {

  private final Signal input;
  private final Signal output;

  LastStepStage(Signal input, Signal output) {
    this.input = input;
    this.output = output;
  }

  @Override
  public void forward(Batch batch) {
    int count = batch.windows * input.stride;
    System.arraycopy(input.values, (input.steps - 1) * count, output.values, 0, count);
  }

  @Override
  public void backward(Batch batch) {
    if (input.hasGradients()) {
      int count = batch.windows * input.stride;
      Arrays.fill(input.gradients, 0, (input.steps - 1) * count, 0);
      System.arraycopy(output.gradients, 0, input.gradients, (input.steps - 1) * count, count);
    }
  }
}
