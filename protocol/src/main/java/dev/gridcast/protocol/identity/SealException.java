package dev.gridcast.protocol.identity;

/** What came is no sealed message for us. The message names no byte of it. */
public final class SealException extends Exception {

  private static final long serialVersionUID = 1L;

  SealException(String message) {
    super(message);
  }
}
