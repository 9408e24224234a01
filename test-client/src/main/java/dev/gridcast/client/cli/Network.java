package dev.gridcast.client.cli;

import dev.gridcast.protocol.peer.PeerConnector;
import dev.gridcast.protocol.peer.RateLimits;

/** How an invite becomes a way to a server; a test has its own. */
@FunctionalInterface
interface Network {

  /** Gets ready to connect, at the speed that the limits allow; nothing travels yet. */
  Link open(String invite, RateLimits limits) throws ClientException;

  /**
   * The way to one server.
   *
   * @param address where it is, for people and for the outbox; not secret
   * @param connector opens connections to it
   * @param close ends what is open and frees the library
   */
  record Link(String address, PeerConnector connector, Runnable close) {}
}
