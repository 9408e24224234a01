package dev.gridcast.trainer.engine;

/** An engine cannot run on this machine. The message says what is missing and what to do. */
public final class EngineUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  public EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
