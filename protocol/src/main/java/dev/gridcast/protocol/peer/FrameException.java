package dev.gridcast.protocol.peer;

/** The other side breaks the rules of framing; the connection is worth nothing any more. */
final class FrameException extends Exception {

  private static final long serialVersionUID = 1L;

  FrameException(String message) {
    super(message);
  }
}
