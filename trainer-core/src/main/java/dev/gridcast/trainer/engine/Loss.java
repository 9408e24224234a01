package dev.gridcast.trainer.engine;

/** What a training minimises. */
public enum Loss {
  /** The mean absolute error over windows and labels, of scaled targets. */
  MAE
}
