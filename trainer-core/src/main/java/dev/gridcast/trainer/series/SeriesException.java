package dev.gridcast.trainer.series;

/**
 * A table, or a word about one, that cannot be used. The message is one line for the person who
 * made it: where ({@code prices.csv:17}), which column, which value, and what to do.
 */
public final class SeriesException extends Exception {
  private static final long serialVersionUID = 1L;

  public SeriesException(String message) {
    super(message);
  }

  public SeriesException(String message, Throwable cause) {
    super(message, cause);
  }
}
