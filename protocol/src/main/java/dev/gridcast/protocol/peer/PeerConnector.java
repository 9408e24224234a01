package dev.gridcast.protocol.peer;

/** How a client reaches its server. */
@FunctionalInterface
public interface PeerConnector {

  /**
   * Opens a connection; blocks until it is open.
   *
   * @throws ConnectException when the server cannot be reached or refuses, with a reason for people
   * @throws InterruptedException when the caller is interrupted meanwhile
   */
  Peer connect(PeerListener listener) throws ConnectException, InterruptedException;
}
