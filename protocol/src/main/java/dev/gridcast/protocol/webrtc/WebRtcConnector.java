package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerConnector;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.peer.RateClock;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.protocol.signal.SignallingClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reaches the server of an invite over WebRTC, as often as one likes. Close it, or the native
 * threads keep the JVM alive.
 */
public final class WebRtcConnector implements PeerConnector, AutoCloseable {

  /** How long the server may take for its answer. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  /** How long the channel may take to open after the answer. */
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(20);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final WebRtc webRtc;
  private final Invite invite;
  private final RateLimits limits;
  private final SignallingClient signalling = new SignallingClient(ANSWER_LIMIT);
  private final AtomicLong numbers = new AtomicLong();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  private WebRtcConnector(WebRtc webRtc, Invite invite, RateLimits limits) {
    this.webRtc = webRtc;
    this.invite = invite;
    this.limits = limits;
  }

  /**
   * Gets ready to connect; nothing travels yet.
   *
   * @throws WebRtcUnavailableException when this machine lacks what WebRTC needs
   */
  public static WebRtcConnector open(Invite invite) throws WebRtcUnavailableException {
    return open(invite, new RateLimits(RateClock.system()));
  }

  /**
   * The same, over connections that keep to limits, all together.
   *
   * @throws WebRtcUnavailableException when this machine lacks what WebRTC needs
   */
  public static WebRtcConnector open(Invite invite, RateLimits limits)
      throws WebRtcUnavailableException {
    return new WebRtcConnector(WebRtc.acquire(), invite, limits);
  }

  @Override
  public Peer connect(PeerListener listener) throws ConnectException, InterruptedException {
    if (closed.get()) {
      throw ConnectException.permanent("this side is closing", null);
    }
    // The library never frees a connection, 84 KB each: none for a server that is away for days.
    signalling.requireServer(invite);
    Connection connection =
        new Connection(
            webRtc,
            "server-" + numbers.incrementAndGet(),
            limits,
            peer -> listener,
            connections::remove);
    connections.add(connection);
    boolean open = false;
    try {
      connection.accept(signalling.exchange(invite, connection.offer()));
      connection.opened().get(OPEN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      open = !closed.get();
      return connection.peer();
    } catch (HandshakeException e) {
      throw ConnectException.temporary(String.valueOf(e.getMessage()), e);
    } catch (ExecutionException | TimeoutException e) {
      throw ConnectException.temporary(
          "the server at "
              + invite.address()
              + " answers, but no channel to it opens within "
              + OPEN_LIMIT.toSeconds()
              + " s: does a firewall or a NAT block UDP between the two?",
          e);
    } finally {
      if (!open) {
        connection.close();
      }
    }
  }

  /** Says goodbye on every connection and waits a few seconds for that. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Shutdown.closeAll(List.copyOf(connections), webRtc.pool(), CLOSE_LIMIT);
    webRtc.release();
  }
}
