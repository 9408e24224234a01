package dev.gridcast.protocol.peer;

import java.io.IOException;

/** A message could not be sent because the connection is closed. */
public final class PeerClosedException extends IOException {

  private static final long serialVersionUID = 1L;

  public PeerClosedException(String message) {
    super(message);
  }
}
