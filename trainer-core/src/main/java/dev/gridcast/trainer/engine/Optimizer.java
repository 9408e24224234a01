package dev.gridcast.trainer.engine;

/**
 * How a gradient {@code g} changes a weight {@code w}. The learning rate is {@code a}, the step
 * {@code t} counts from 1.
 */
public enum Optimizer {
  /**
   * D. P. Kingma, J. Ba, "Adam", ICLR 2015, in the form of its section 2 that folds the corrections
   * into the rate: {@code m = 0.9 m + 0.1 g; v = 0.999 v + 0.001 g^2; w -= a sqrt(1 - 0.999^t) / (1
   * - 0.9^t) * m / (sqrt(v) + 1e-8)}.
   */
  ADAM,
  /**
   * T. Tieleman, G. Hinton, "RMSprop", Coursera lecture 6.5, 2012: {@code v = 0.9 v + 0.1 g^2; w -=
   * a g / (sqrt(v) + 1e-8)}.
   */
  RMSPROP
}
