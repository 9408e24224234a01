package dev.gridcast.client.control;

/** An order that is not carried out; the message is one line that says why and what to do. */
public final class OrderRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  public OrderRefusedException(String line) {
    super(line);
  }

  /** Why not, in one line. */
  public String line() {
    return String.valueOf(getMessage());
  }
}
