package dev.gridcast.protocol.webrtc;

/** A connection did not come about. The message is one line for people. */
final class HandshakeException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean badDescription;
  private final boolean unproven;

  private HandshakeException(String message, boolean badDescription, Throwable cause) {
    super(message, cause);
    this.badDescription = badDescription;
    this.unproven = false;
  }

  private HandshakeException(String message, boolean unproven) {
    super(message);
    this.badDescription = false;
    this.unproven = unproven;
  }

  HandshakeException(String message) {
    this(message, false);
  }

  HandshakeException(String message, Throwable cause) {
    this(message, false, cause);
  }

  /** The other side described itself in a way that makes no sense. */
  static HandshakeException badDescription(String why, Throwable cause) {
    return new HandshakeException(
        "the description of the other side cannot be used: " + why, true, cause);
  }

  /** The channel is open, but whoever is at its other end did not prove to be who it should be. */
  static HandshakeException unproven(String why) {
    return new HandshakeException(why, true);
  }

  /** Whether the channel opened, and the other end of it is somebody else, or speaks otherwise. */
  boolean isUnproven() {
    return unproven;
  }

  /** Whether the other side is to blame. */
  boolean isBadDescription() {
    return badDescription;
  }
}
