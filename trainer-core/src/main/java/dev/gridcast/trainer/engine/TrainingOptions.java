package dev.gridcast.trainer.engine;

/**
 * How a network is to be fitted.
 *
 * @param epochs passes over the training windows, at least 1
 * @param batch windows per step of the optimiser, at least 1
 * @param learningRate of Adam, above 0
 * @param loss what is minimised
 * @param seed of the first weights; the same seed gives the same model
 */
public record TrainingOptions(int epochs, int batch, double learningRate, Loss loss, long seed) {

  public static final int DEFAULT_BATCH = 72;
  public static final double DEFAULT_LEARNING_RATE = 0.001;
  public static final long DEFAULT_SEED = 1;

  /**
   * @throws IllegalArgumentException when a number is out of its range
   */
  public TrainingOptions {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1: " + epochs);
    }
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1: " + batch);
    }
    if (!(learningRate > 0) || !Double.isFinite(learningRate)) {
      throw new IllegalArgumentException("learningRate must be above 0: " + learningRate);
    }
  }
}
