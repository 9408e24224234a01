package dev.gridcast.protocol.peer;

/** What a server does with each new peer. */
@FunctionalInterface
public interface PeerAcceptor {

  /** A connection has opened; the listener gets everything that the peer says. */
  PeerListener accept(Peer peer);
}
