package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.LearningRate;

/**
 * The learning rate of each epoch, as the schedule and the validation errors so far have it.
 *
 * <p>What it does follows from the errors alone: told the same ones, it is in the same state, so a
 * checkpoint need not hold any.
 */
final class RateControl {

  /** Shares by which an error must be smaller to count as progress on a plateau. */
  private static final double THRESHOLD = 1e-4;

  /** Changes of the learning rate that are not worth making. */
  private static final double LEAST_CHANGE = 1e-8;

  private final TrainingPlan plan;
  private double rate;
  private double best = Double.POSITIVE_INFINITY;
  private int epochsWithoutProgress;

  RateControl(TrainingPlan plan) {
    this.plan = plan;
    this.rate = plan.learningRate();
  }

  /** The learning rates of the next epoch. */
  LearningRate next() {
    if (plan.schedule() instanceof Schedule.InverseTime inverse) {
      return LearningRate.inverseTime(rate, inverse.decaySteps(), inverse.decayRate());
    }
    return LearningRate.constant(rate);
  }

  /** An epoch has been judged. */
  void judged(double validationRmse) {
    if (!(plan.schedule() instanceof Schedule.Plateau plateau)) {
      return;
    }
    if (validationRmse < best * (1 - THRESHOLD)) {
      best = validationRmse;
      epochsWithoutProgress = 0;
    } else {
      epochsWithoutProgress++;
    }
    if (epochsWithoutProgress > plateau.patience()) {
      double smaller = rate * plateau.factor();
      rate = rate - smaller > LEAST_CHANGE ? smaller : rate;
      epochsWithoutProgress = 0;
    }
  }
}
