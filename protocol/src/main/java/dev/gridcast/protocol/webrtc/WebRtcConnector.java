package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerConnector;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.peer.RateClock;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.protocol.signal.HandWay;
import dev.gridcast.protocol.signal.HttpWay;
import dev.gridcast.protocol.signal.IceAdvice;
import dev.gridcast.protocol.signal.IceServer;
import dev.gridcast.protocol.signal.IceSettings;
import dev.gridcast.protocol.signal.SignalWay;
import dev.gridcast.protocol.signal.Signaller;
import java.time.Duration;
import java.time.Instant;
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

  /** How long the channel may take to open after the answer. */
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(20);

  /** How long two people may take. */
  private static final Duration BY_HAND = Duration.ofMinutes(30);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final WebRtc webRtc;
  private final Identity self;
  private final Invite invite;
  private final IceSettings ice;
  private final RateLimits limits;
  private final Signaller signaller;

  /** How long people may take to carry offer and answer; zero when programs do. */
  private final Duration patience;

  private final AtomicLong numbers = new AtomicLong();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  private WebRtcConnector(
      WebRtc webRtc,
      Identity self,
      Invite invite,
      List<SignalWay> ways,
      Duration patience,
      IceSettings ice,
      RateLimits limits,
      String version) {
    this.webRtc = webRtc;
    this.self = self;
    this.invite = invite;
    this.ice = ice;
    this.limits = limits;
    this.patience = patience;
    this.signaller = new Signaller(self, invite, ways, version);
  }

  /**
   * Gets ready to connect; nothing travels yet.
   *
   * @param self the key of this side
   * @param ways how offers travel to the server; see {@link #httpWays}
   * @param ice how this side finds a path, besides what the server advises
   * @param limits what the connections keep to, all together
   * @param version the release of this side, for people
   * @throws WebRtcUnavailableException when this machine lacks what WebRTC needs
   */
  public static WebRtcConnector open(
      Identity self,
      Invite invite,
      List<SignalWay> ways,
      IceSettings ice,
      RateLimits limits,
      String version)
      throws WebRtcUnavailableException {
    return new WebRtcConnector(
        WebRtc.acquire(), self, invite, ways, Duration.ZERO, ice, limits, version);
  }

  /** The same with a path as the server advises. */
  public static WebRtcConnector open(
      Identity self, Invite invite, List<SignalWay> ways, RateLimits limits, String version)
      throws WebRtcUnavailableException {
    return open(self, invite, ways, IceSettings.CLIENT, limits, version);
  }

  /**
   * Gets ready to connect with the help of two people who carry offer and answer, for half an hour.
   *
   * @throws WebRtcUnavailableException when this machine lacks what WebRTC needs
   */
  public static WebRtcConnector byHand(
      Identity self, Invite invite, HandWay way, IceSettings ice, RateLimits limits, String version)
      throws WebRtcUnavailableException {
    return new WebRtcConnector(
        WebRtc.acquire(), self, invite, List.of(way), BY_HAND, ice, limits, version);
  }

  /** The same with a path as the invite advises. */
  public static WebRtcConnector byHand(
      Identity self, Invite invite, HandWay way, RateLimits limits, String version)
      throws WebRtcUnavailableException {
    return byHand(self, invite, way, IceSettings.CLIENT, limits, version);
  }

  /** The same over the HTTP ways of the invite, as fast as the line is. */
  public static WebRtcConnector open(Identity self, Invite invite)
      throws WebRtcUnavailableException {
    return open(
        self, invite, httpWays(invite), IceSettings.CLIENT, new RateLimits(RateClock.system()), "");
  }

  /** The ways of an invite that need nobody else. */
  public static List<SignalWay> httpWays(Invite invite) {
    return invite.ways().stream()
        .filter(way -> way.kind() == Invite.Kind.HTTP)
        .<SignalWay>map(HttpWay::new)
        .toList();
  }

  private static IceAdvice adviceOf(Invite invite) {
    return invite.stun().isEmpty()
        ? IceAdvice.NONE
        : new IceAdvice(List.of(new IceServer(invite.stun(), null, null)), false);
  }

  @Override
  public Peer connect(PeerListener listener) throws ConnectException, InterruptedException {
    if (closed.get()) {
      throw ConnectException.permanent("this side is closing", null);
    }
    // No connection is made, which costs processor time here, for a server that is away for days.
    // People are not asked to carry a knock first: then the invite itself is all the advice.
    IceAdvice advice = patience.isZero() ? signaller.knock().ice() : adviceOf(invite);
    Connection connection =
        new Connection(
            webRtc,
            "server-" + numbers.incrementAndGet(),
            self,
            invite.server(),
            new IceChoice(ice.heeding(advice, self.key(), Instant.now()), ice.ports()),
            limits,
            peer -> listener,
            connections::remove);
    connections.add(connection);
    boolean open = false;
    try {
      connection.accept(signaller.offer(connection.offer(), patience));
      connection.opened().get(OPEN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      open = !closed.get();
      return connection.peer();
    } catch (HandshakeException e) {
      throw ConnectException.temporary(String.valueOf(e.getMessage()), e);
    } catch (ExecutionException | TimeoutException e) {
      if (e.getCause() instanceof HandshakeException cause && cause.isUnproven()) {
        throw ConnectException.temporary(
            "no trust in " + invite.serverInWords() + ": " + cause.getMessage(), e);
      }
      throw ConnectException.temporary(
          invite.serverInWords()
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
