package dev.gridcast.trainer.sample;

/**
 * A table that cannot be made into samples, or a network's answer that is no number. The message is
 * one line.
 */
public final class SampleException extends Exception {
  private static final long serialVersionUID = 1L;

  public SampleException(String message) {
    super(message);
  }
}
