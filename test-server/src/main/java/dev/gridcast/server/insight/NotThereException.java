package dev.gridcast.server.insight;

/** Something asked for is not there, because of what it is or because nothing came yet. */
public final class NotThereException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * It is not there.
   *
   * @param code a word for programs, like {@code NO_RESULT}
   * @param message one line for people
   */
  public NotThereException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** A word for programs. */
  public String code() {
    return code;
  }
}
