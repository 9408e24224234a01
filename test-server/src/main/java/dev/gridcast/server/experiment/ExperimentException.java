package dev.gridcast.server.experiment;

import java.io.Serial;

/**
 * The experiment cannot be run as it is written. The message is one line for the person who wrote
 * it: the file and line, the key, what is wrong with which value, and what to do.
 */
public final class ExperimentException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  ExperimentException(String message) {
    super(message);
  }

  ExperimentException(String message, Throwable cause) {
    super(message, cause);
  }
}
