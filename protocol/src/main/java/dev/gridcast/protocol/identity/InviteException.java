package dev.gridcast.protocol.identity;

/** A line of text is not an invite. The message is one line that says what is wrong with it. */
public final class InviteException extends Exception {

  private static final long serialVersionUID = 1L;

  InviteException(String message) {
    super(message);
  }
}
