package dev.gridcast.trainer.work;

/** A {@code result.json} that is not one. The message names the field and what it holds. */
public final class ResultFileException extends Exception {

  private static final long serialVersionUID = 1L;

  ResultFileException(String message) {
    super(message);
  }
}
