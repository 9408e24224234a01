package dev.gridcast.protocol.peer;

import dev.gridcast.protocol.message.Message;

/**
 * Gets what a peer says. All calls for one peer come in order and one at a time, on a thread that
 * may block and that no other peer waits for.
 */
public interface PeerListener {

  /** A message arrived. An exception closes the connection with that as the reason. */
  void onMessage(Peer peer, Message message);

  /**
   * The connection has ended; the last call for this peer, made exactly once.
   *
   * @param reason one line for people and logs
   */
  void onClosed(Peer peer, String reason);

  /**
   * The connection has ended because one side renews its network: a client comes again within
   * seconds, and nothing is wrong. Called in place of {@link #onClosed}, which it calls where
   * nobody cares for the difference.
   */
  default void onRenewal(Peer peer) {
    onClosed(peer, "the connection is renewed");
  }
}
