package dev.gridcast.client.runtime;

/**
 * How a training stands after an epoch, as the trainer says.
 *
 * @param epoch epochs finished, from 1
 * @param epochs epochs in all
 * @param trainingLoss the loss on the training range, scaled; finite
 * @param validationRmse the error on the validation range in price units; finite, not negative
 * @param persistenceRmse the error of persistence on the same rows in price units; finite, not
 *     negative
 * @param seconds since the training began; finite, not negative
 */
public record EpochProgress(
    int epoch,
    int epochs,
    double trainingLoss,
    double validationRmse,
    double persistenceRmse,
    double seconds) {

  public EpochProgress {
    if (epoch < 1 || epochs < epoch) {
      throw new IllegalArgumentException("there is no epoch " + epoch + " of " + epochs);
    }
    requireFinite("trainingLoss", trainingLoss);
    requireNotNegative("validationRmse", validationRmse);
    requireNotNegative("persistenceRmse", persistenceRmse);
    requireNotNegative("seconds", seconds);
  }

  private static void requireNotNegative(String name, double value) {
    requireFinite(name, value);
    if (value < 0) {
      throw new IllegalArgumentException(name + " must not be negative: " + value);
    }
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be a finite number: " + value);
    }
  }
}
