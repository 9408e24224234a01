package dev.gridcast.client.doctor;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerListener;
import dev.gridcast.protocol.peer.RateClock;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.protocol.signal.IceAdvice;
import dev.gridcast.protocol.signal.IceServer;
import dev.gridcast.protocol.signal.IceSettings;
import dev.gridcast.protocol.signal.RefusedException;
import dev.gridcast.protocol.signal.SignalWay;
import dev.gridcast.protocol.signal.Signaller;
import dev.gridcast.protocol.signal.Welcome;
import dev.gridcast.protocol.webrtc.RelayProbe;
import dev.gridcast.protocol.webrtc.WebRtcConnector;
import dev.gridcast.protocol.webrtc.WebRtcUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The real network, the real library and a real server. */
public final class NetworkInstruments implements Instruments {

  private static final Duration KNOCK_LIMIT = Duration.ofSeconds(10);
  private static final Duration STUN_LIMIT = Duration.ofSeconds(5);
  private static final Duration RELAY_LIMIT = Duration.ofSeconds(10);

  /** The library tells the path a moment after the connection is open. */
  private static final Duration PATH_LIMIT = Duration.ofSeconds(3);

  private static final Duration POLL = Duration.ofMillis(20);

  private final Identity self;
  private final Invite invite;
  private final List<SignalWay> ways;
  private final IceSettings settings;
  private final String version;

  /**
   * Instruments for one invite.
   *
   * @param ways those of the invite
   * @param settings what the user wants of STUN and TURN
   * @param version this program's release
   */
  public NetworkInstruments(
      Identity self, Invite invite, List<SignalWay> ways, IceSettings settings, String version) {
    this.self = self;
    this.invite = invite;
    this.ways = List.copyOf(ways);
    this.settings = settings;
    this.version = version;
  }

  @Override
  public String ownKey() {
    return self.key().text();
  }

  @Override
  public List<Local> addresses() throws IOException {
    List<Local> addresses = new ArrayList<>();
    for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (device.isUp() && !device.isLoopback()) {
        for (InetAddress address : Collections.list(device.getInetAddresses())) {
          // An IPv6 address of one cable alone: every device has one, connected or not.
          if (!address.isLinkLocalAddress()) {
            addresses.add(new Local(device.getName(), address));
          }
        }
      }
    }
    return addresses;
  }

  @Override
  public Optional<String> library() {
    try {
      RelayProbe.checkLibrary();
      return Optional.empty();
    } catch (WebRtcUnavailableException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<String> ways() {
    return ways.stream().map(SignalWay::name).toList();
  }

  @Override
  public Knock knock(String name) throws InterruptedException {
    SignalWay way =
        ways.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    Signaller signaller = new Signaller(self, invite, ways, version);
    try {
      Welcome welcome = signaller.knock(way, KNOCK_LIMIT);
      return new Knock.Welcomed(welcome.version(), welcome.ice(), signaller.clockAhead());
    } catch (RefusedException e) {
      Optional<Duration> ahead =
          e.serverTime().map(time -> Duration.between(Clock.systemUTC().instant(), time));
      return new Knock.Refused(e.code(), String.valueOf(e.getMessage()), ahead);
    } catch (ConnectException e) {
      return new Knock.Unanswered(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public IceAdvice servers(IceAdvice advice) {
    return settings.heeding(advice, self.key(), Instant.now());
  }

  @Override
  public List<Optional<StunProbe.Answer>> stun(List<InetSocketAddress> servers) throws IOException {
    return new StunProbe(STUN_LIMIT).ask(servers);
  }

  @Override
  public Optional<String> relay(IceServer server) throws IOException, InterruptedException {
    try {
      return RelayProbe.relayed(server, RELAY_LIMIT);
    } catch (WebRtcUnavailableException e) {
      throw new IOException(e);
    }
  }

  @Override
  public Contact connect() throws ConnectException, InterruptedException {
    try (WebRtcConnector connector =
        WebRtcConnector.open(
            self, invite, ways, settings, new RateLimits(RateClock.system()), version)) {
      try (Peer peer = connector.connect(new Deaf())) {
        long deadline = System.nanoTime() + PATH_LIMIT.toNanos();
        while (peer.path().isEmpty() && System.nanoTime() - deadline < 0) {
          LockSupport.parkNanos(POLL.toNanos());
        }
        return new Contact(peer.path(), peer.roundTrip());
      }
    } catch (WebRtcUnavailableException e) {
      throw ConnectException.permanent(String.valueOf(e.getMessage()), e);
    }
  }

  /** Who only looks whether there is a connection has nothing to say, and hears nothing. */
  private static final class Deaf implements PeerListener {

    @Override
    public void onMessage(Peer peer, Message message) {}

    @Override
    public void onClosed(Peer peer, String reason) {}
  }

  @Override
  public void close() {}
}
