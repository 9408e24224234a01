package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.TrainingOptions;

/** The loss of a batch, a mean over windows and outputs, and its gradient. */
final class LossGradient {

  private final Loss loss;
  private final float delta;

  LossGradient(TrainingOptions options) {
    this.loss = options.loss();
    this.delta = (float) options.huberDelta();
  }

  /**
   * Writes the gradient of the mean loss and gives the sum of the losses.
   *
   * @param answers the network's output, with its gradients to be written
   * @param targets [window][output]
   * @param offset where those of the batch begin
   * @param windows of the batch
   */
  double apply(Signal answers, float[] targets, int offset, int windows) {
    double sum = 0;
    float share = 1f / (windows * answers.channels);
    for (int window = 0; window < windows; window++) {
      int row = window * answers.stride;
      int target = offset + window * answers.channels;
      for (int j = 0; j < answers.channels; j++) {
        float error = answers.values[row + j] - targets[target + j];
        answers.gradients[row + j] = share * slope(error);
        sum += value(error);
      }
    }
    return sum;
  }

  private double value(double error) {
    double size = Math.abs(error);
    return switch (loss) {
      case MAE -> size;
      case MSE -> size * size;
      case HUBER -> size <= delta ? size * size / 2 : delta * (size - delta / 2.0);
    };
  }

  private float slope(float error) {
    return switch (loss) {
      case MAE -> Math.signum(error);
      case MSE -> 2 * error;
      case HUBER -> Math.max(-delta, Math.min(delta, error));
    };
  }
}
