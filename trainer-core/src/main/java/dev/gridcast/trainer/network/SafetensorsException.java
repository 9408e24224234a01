package dev.gridcast.trainer.network;

/** A model file that is not what it must be. The message says what was found where. */
public final class SafetensorsException extends Exception {

  private static final long serialVersionUID = 1L;

  SafetensorsException(String message) {
    super(message);
  }
}
