package dev.gridcast.protocol.identity;

/** A text is not an invite. The message is one line that says what is wrong with it. */
public final class InviteException extends Exception {

  private static final long serialVersionUID = 1L;

  InviteException(String message) {
    super(message);
  }

  static InviteException newer() {
    return new InviteException(
        "this invite was made by a newer release of Gridcast: update this one");
  }

  static InviteException damaged(String why) {
    return new InviteException(
        "this invite makes no sense (" + why + "): ask who sent it for a new one");
  }
}
