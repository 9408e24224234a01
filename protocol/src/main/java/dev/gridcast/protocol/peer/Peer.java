package dev.gridcast.protocol.peer;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.message.Message;
import java.time.Duration;
import java.util.List;
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

  /** How long a word goes there and back, as last measured; empty where {@link #path} is. */
  default Optional<Duration> roundTrip() {
    return Optional.empty();
  }

  /**
   * Sends a message whole, and in order with others from the same thread; only the chunks of blobs
   * are overtaken by everything else. Blocks while the line is congested. That it returns does not
   * mean that the message arrived: only an answer means that.
   *
   * @throws PeerClosedException when the connection is closed, before or meanwhile
   */
  void send(Message message) throws PeerClosedException;

  /**
   * Sends several messages, in order; small ones travel together, which costs both sides less.
   *
   * @throws PeerClosedException when the connection is closed, before or meanwhile
   */
  default void send(List<? extends Message> messages) throws PeerClosedException {
    for (Message message : messages) {
      send(message);
    }
  }

  /** Whether the connection is believed to be open. */
  boolean isOpen();

  /**
   * Closes the connection; what was sent before is flushed within a short deadline first. Safe to
   * call twice and from a listener. The listener's {@link PeerListener#onClosed} follows.
   */
  @Override
  void close();
}
