package dev.gridcast.client.runtime;

import java.io.IOException;

/**
 * The place where trainers run is gone, for now: a container engine that was stopped, a sandbox
 * that is not installed. The case that met it is not to blame. The message is one line and says
 * what to do.
 */
public final class RuntimeUnavailableException extends IOException {

  private static final long serialVersionUID = 1L;

  /** With what to do. */
  public RuntimeUnavailableException(String message) {
    super(message);
  }

  /** With what to do, and what was behind it. */
  public RuntimeUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
