package dev.gridcast.trainer.feature;

/**
 * A feature that does not exist, or cannot be computed from a table. The message is one line for
 * the person who named it.
 */
public final class FeatureException extends Exception {
  private static final long serialVersionUID = 1L;

  public FeatureException(String message) {
    super(message);
  }
}
