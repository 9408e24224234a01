package dev.gridcast.protocol.peer;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.message.Message;
import java.util.Optional;

/** The other end of an open connection. Thread-safe. */
public interface Peer extends AutoCloseable {

  /** A short name for logs, unique in this process. */
  String id();

  /** Who the other end is: it has proved that it holds this key. */
  PeerKey key();

  /** Over what the connection goes; empty where there is no network, or it is not known yet. */
  default Optional<PeerPath> path() {
    return Optional.empty();
  }

  /**
   * Sends a message whole and in order. Blocks while the line is congested. That it returns does
   * not mean that the message arrived: only an answer means that.
   *
   * @throws PeerClosedException when the connection is closed, before or meanwhile
   */
  void send(Message message) throws PeerClosedException;

  /** Whether the connection is believed to be open. */
  boolean isOpen();

  /**
   * Closes the connection; what was sent before is flushed within a short deadline first. Safe to
   * call twice and from a listener. The listener's {@link PeerListener#onClosed} follows.
   */
  @Override
  void close();
}
