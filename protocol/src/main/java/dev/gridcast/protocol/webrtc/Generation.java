package dev.gridcast.protocol.webrtc;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioLayer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the library's factories, with the connections that it made. The references that the
 * library keeps for each message and each callback are freed only with the factory: after so many
 * of them it takes no new connection, asks those that it has to come again, and is disposed when
 * the last is gone.
 */
final class Generation {

  private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

  private final AudioDeviceModule audio;
  private final PeerConnectionFactory factory;
  private final Budget budget;
  private final Runnable whenSpent;
  private final Set<Connection> members = new LinkedHashSet<>();
  private final AtomicLong received = new AtomicLong();
  private final AtomicBoolean spent = new AtomicBoolean();
  private long made;
  private boolean retired;
  private boolean disposed;

  /**
   * What one factory may serve.
   *
   * @param connections how many connections it makes in all
   * @param messages how many frames it receives in all
   */
  record Budget(long connections, long messages) {

    /** Keeps 86 bytes of heap for each message: about 40 MB of them. */
    static final Budget STANDARD = new Budget(20_000, 500_000);
  }

  /**
   * A new factory.
   *
   * @param whenSpent told once when the budget is used up; must return at once
   */
  Generation(Budget budget, Runnable whenSpent) {
    this.budget = budget;
    this.whenSpent = whenSpent;
    // Without an audio module of its own the factory aborts the JVM on a machine without sound.
    this.audio = new AudioDeviceModule(AudioLayer.kDummyAudio);
    this.factory = new PeerConnectionFactory(audio);
  }

  /** A new native connection of this factory for a member; empty when it takes none any more. */
  synchronized Optional<RTCPeerConnection> connect(
      Connection member, RTCConfiguration configuration, PeerConnectionObserver observer) {
    if (retired) {
      return Optional.empty();
    }
    RTCPeerConnection connection = factory.createPeerConnection(configuration, observer);
    members.add(member);
    made++;
    if (made >= budget.connections()) {
      saySpent();
    }
    return Optional.of(connection);
  }

  /** A member has received a frame. Called by the library's thread. */
  void received() {
    if (received.incrementAndGet() >= budget.messages()) {
      saySpent();
    }
  }

  private void saySpent() {
    if (spent.compareAndSet(false, true)) {
      whenSpent.run();
    }
  }

  /** A member's native connection is gone. */
  void leave(Connection member) {
    synchronized (this) {
      members.remove(member);
    }
    disposeIfDone();
  }

  synchronized List<Connection> members() {
    return List.copyOf(members);
  }

  /** Takes no more members; disposed with the last one, or now when there is none. */
  void retire() {
    synchronized (this) {
      retired = true;
    }
    disposeIfDone();
  }

  private void disposeIfDone() {
    synchronized (this) {
      if (!retired || disposed || !members.isEmpty()) {
        return;
      }
      disposed = true;
    }
    try {
      factory.dispose();
      audio.dispose();
      LOG.info("A WebRTC factory is disposed after {} connections, {} frames.", made, received);
    } catch (RuntimeException | Error e) {
      LOG.warn("A WebRTC factory could not be disposed; its memory is lost.", e);
    }
  }
}
