package dev.gridcast.protocol.webrtc;

/** A connection did not come about. The message is one line for people. */
final class HandshakeException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean badDescription;

  private HandshakeException(String message, boolean badDescription, Throwable cause) {
    super(message, cause);
    this.badDescription = badDescription;
  }

  HandshakeException(String message) {
    super(message);
    this.badDescription = false;
  }

  HandshakeException(String message, Throwable cause) {
    this(message, false, cause);
  }

  /** The other side described itself in a way that makes no sense. */
  static HandshakeException badDescription(String why, Throwable cause) {
    return new HandshakeException(
        "the description of the other side cannot be used: " + why, true, cause);
  }

  /** Whether the other side is to blame. */
  boolean isBadDescription() {
    return badDescription;
  }
}
