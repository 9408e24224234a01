package dev.gridcast.trainer.network;

/** What a dense or convolutional layer does to its sums. */
public enum Activation {
  /** Nothing. */
  IDENTITY,
  /** {@code max(0, x)}. */
  RELU,
  /** The hyperbolic tangent. */
  TANH
}
