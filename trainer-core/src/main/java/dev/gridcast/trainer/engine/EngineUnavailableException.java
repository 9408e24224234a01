package dev.gridcast.trainer.engine;

import org.jspecify.annotations.Nullable;

/** An engine cannot run on this machine. The message says what is missing and what to do. */
public final class EngineUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  public EngineUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
