package dev.gridcast.protocol.blob;

/** The other side broke the rules of a transfer. The message is one line for people and logs. */
public final class BlobException extends Exception {

  private static final long serialVersionUID = 1L;

  BlobException(String message) {
    super(message);
  }
}
