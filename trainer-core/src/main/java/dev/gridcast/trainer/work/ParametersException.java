package dev.gridcast.trainer.work;

/** Parameters that do not describe a case. The message names the parameter and its value. */
public final class ParametersException extends Exception {

  private static final long serialVersionUID = 1L;

  public ParametersException(String message) {
    super(message);
  }
}
