package dev.gridcast.trainer.engine;

/**
 * How a network is to be fitted.
 *
 * @param batch windows per step of the optimiser, at least 1
 * @param optimizer what a gradient does to the weights
 * @param loss what is minimised
 * @param huberDelta where {@link Loss#HUBER} turns from squares to lines, in scaled units, above 0
 * @param clip the largest norm of the gradient over all weights together, a larger one is scaled
 *     down to it (R. Pascanu et al., ICML 2013); 0: no limit
 * @param seed of the dropout masks
 */
public record TrainingOptions(
    int batch, Optimizer optimizer, Loss loss, double huberDelta, double clip, long seed) {

  public static final int DEFAULT_BATCH = 72;
  public static final double DEFAULT_LEARNING_RATE = 0.001;
  public static final double DEFAULT_HUBER_DELTA = 1;
  public static final long DEFAULT_SEED = 1;

  /**
   * @throws IllegalArgumentException when a number is out of its range
   */
  public TrainingOptions {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1: " + batch);
    }
    if (!(huberDelta > 0) || !Double.isFinite(huberDelta)) {
      throw new IllegalArgumentException("huberDelta must be above 0: " + huberDelta);
    }
    if (!(clip >= 0) || !Double.isFinite(clip)) {
      throw new IllegalArgumentException("clip must be at least 0: " + clip);
    }
  }

  /** Adam, no clipping, the seed 1. */
  public static TrainingOptions of(int batch, Loss loss) {
    return new TrainingOptions(batch, Optimizer.ADAM, loss, DEFAULT_HUBER_DELTA, 0, DEFAULT_SEED);
  }
}
