package dev.gridcast.protocol.message;

/** Bytes from a peer are not a message. The text is one line and says which rule they break. */
public final class MalformedMessageException extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedMessageException(String message) {
    super(Texts.oneLine(message, Limits.MAX_REASON));
  }
}
