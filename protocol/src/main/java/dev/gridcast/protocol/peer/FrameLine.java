package dev.gridcast.protocol.peer;

import java.time.Duration;
import java.util.Optional;

/**
 * What carries the frames of a {@link FramedPeer}: reliable, in order, without a memory. Whoever
 * implements it passes on what arrives with {@link FramedPeer#received} and the end of the line
 * with {@link FramedPeer#lineClosed}.
 */
public interface FrameLine {

  /**
   * Sends one frame of at most {@link FramedPeer#MAX_FRAME_BYTES}; blocks while the line is
   * congested. Thread-safe.
   *
   * @param frame exactly the bytes to send; the line may keep the array
   * @throws PeerClosedException when the line is closed, before or meanwhile
   */
  void send(byte[] frame) throws PeerClosedException;

  /**
   * How many bytes of what was sent wait in this process because the network takes no more; 0 when
   * the line is closed, or does not know. Thread-safe and quick: it is asked often.
   */
  default long queued() {
    return 0;
  }

  /** Over what it goes; empty where there is no network, or it is not known yet. */
  default Optional<PeerPath> path() {
    return Optional.empty();
  }

  /**
   * Closes the line without waiting for what is on its way. Safe to call twice, from any thread.
   */
  void close();

  /** See {@link Peer#roundTrip}. */
  default Optional<Duration> roundTrip() {
    return Optional.empty();
  }
}
