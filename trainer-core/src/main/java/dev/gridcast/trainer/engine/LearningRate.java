package dev.gridcast.trainer.engine;

/** The step size of the optimiser over its steps. */
@FunctionalInterface
public interface LearningRate {

  /**
   * The learning rate of one step, above 0.
   *
   * @param step how many steps the optimiser has taken before it, from 0, over all epochs
   */
  double at(long step);

  /** The same for all steps. */
  static LearningRate constant(double rate) {
    return step -> rate;
  }

  /**
   * {@code initial / (1 + decayRate * step / decaySteps)}: TensorFlow's {@code InverseTimeDecay},
   * not in stairs.
   */
  static LearningRate inverseTime(double initial, double decaySteps, double decayRate) {
    return step -> initial / (1 + decayRate * step / decaySteps);
  }

  /** This one times a factor. */
  default LearningRate times(double factor) {
    return step -> factor * at(step);
  }
}
