package dev.gridcast.trainer.engine.vector;

/** The rows of each window after one another. */
final class FlattenStage implements Stage {

  private final Signal input;
  private final Signal output;

  FlattenStage(Signal input, Signal output) {
    this.input = input;
    this.output = output;
  }

  @Override
  public void forward(Batch batch) {
    int channels = input.channels;
    for (int step = 0; step < input.steps; step++) {
      for (int window = 0; window < batch.windows; window++) {
        int row = (step * batch.windows + window) * input.stride;
        int to = window * output.stride + step * channels;
        System.arraycopy(input.values, row, output.values, to, channels);
      }
    }
  }

  @Override
  public void backward(Batch batch) {
    if (!input.hasGradients()) {
      return;
    }
    int channels = input.channels;
    for (int step = 0; step < input.steps; step++) {
      for (int window = 0; window < batch.windows; window++) {
        int row = (step * batch.windows + window) * input.stride;
        int from = window * output.stride + step * channels;
        System.arraycopy(output.gradients, from, input.gradients, row, channels);
      }
    }
  }
}
