package dev.gridcast.trainer.engine;

/** What a training minimises: a mean over windows and outputs, of scaled targets. */
public enum Loss {
  /** The mean absolute error; its slope where the error is 0 is 0. */
  MAE,
  /** The mean squared error. */
  MSE,
  /**
   * P. J. Huber, Annals of Mathematical Statistics 35, 1964: {@code e^2 / 2} for errors up to
   * delta, {@code delta * (|e| - delta / 2)} beyond.
   */
  HUBER
}
