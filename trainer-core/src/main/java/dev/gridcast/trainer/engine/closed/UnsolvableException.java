package dev.gridcast.trainer.engine.closed;

/** Equations that have no clear solution. The message is one line that says what to change. */
public final class UnsolvableException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnsolvableException(String message) {
    super(message);
  }
}
