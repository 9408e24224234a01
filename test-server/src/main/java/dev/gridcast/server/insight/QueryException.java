package dev.gridcast.server.insight;

/** A question that cannot be answered as it was asked: the asker's mistake, told in one line. */
public final class QueryException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String parameter;

  /**
   * A mistake.
   *
   * @param code a word for programs, like {@code UNKNOWN_COLUMN}
   * @param parameter what is wrong: {@code where}, {@code sort}, {@code columns} and so on
   * @param message one line for people
   */
  public QueryException(String code, String parameter, String message) {
    super(message);
    this.code = code;
    this.parameter = parameter;
  }

  /** A word for programs. */
  public String code() {
    return code;
  }

  /** The part of the question that is wrong. */
  public String parameter() {
    return parameter;
  }
}
