package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.peer.PeerAcceptor;
import dev.gridcast.protocol.peer.RateClock;
import dev.gridcast.protocol.peer.RateLimits;
import dev.gridcast.protocol.signal.Admission;
import dev.gridcast.protocol.signal.IceSettings;
import dev.gridcast.protocol.signal.OfferRefusedException;
import dev.gridcast.protocol.signal.SignalCounts;
import dev.gridcast.protocol.signal.SignalDesk;
import dev.gridcast.protocol.signal.SignalHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in peers over WebRTC: sealed offers on whichever ways, and from then on a connection of its
 * own for each. Close it, or the native threads keep the JVM alive.
 */
public final class WebRtcServer implements AutoCloseable {

  /** How long a client may take from the answer to an open channel. */
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(20);

  /** A server serves as fast as its clients take. */
  private static final RateLimits NO_LIMITS = new RateLimits(RateClock.system());

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(WebRtcServer.class);

  private final WebRtc webRtc;
  private final Identity self;
  private final IceSettings ice;
  private final PeerAcceptor acceptor;
  private final SignalDesk desk;
  private final AtomicLong numbers = new AtomicLong();
  private final Places places = new Places();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Function<PeerKey, RateLimits> limits = key -> NO_LIMITS;

  private WebRtcServer(
      WebRtc webRtc,
      Identity self,
      Admission admission,
      IceSettings ice,
      PeerAcceptor acceptor,
      String version) {
    this.webRtc = webRtc;
    this.self = self;
    this.ice = ice;
    this.acceptor = acceptor;
    this.desk =
        new SignalDesk(
            self, admission, peer -> ice.advice(peer, Instant.now()), this::answer, version);
  }

  /**
   * Gets ready to take in peers. It listens nowhere itself: give {@link #handler} to the ways on
   * which offers come.
   *
   * @param self the key of this server
   * @param admission who may join
   * @param ice how this side finds a path, and what clients are told about it
   * @param acceptor gives a listener for each new peer; peers are called peer-1, peer-2, …
   * @param version the release of the server, for people
   * @throws WebRtcUnavailableException when this machine lacks what WebRTC needs
   */
  public static WebRtcServer start(
      Identity self, Admission admission, IceSettings ice, PeerAcceptor acceptor, String version)
      throws WebRtcUnavailableException {
    return new WebRtcServer(WebRtc.acquire(), self, admission, ice, acceptor, version);
  }

  /**
   * Keeps connections to limits from now on, those excepted that there are.
   *
   * @param ofKey the limits of a peer; several connections may share them
   */
  public void limitedBy(Function<PeerKey, RateLimits> ofKey) {
    limits = ofKey;
  }

  /** Answers what comes in on the ways. */
  public SignalHandler handler() {
    return desk;
  }

  /** What came in on the ways so far. */
  public SignalCounts counts() {
    return desk.counts();
  }

  /** How many connections there are, half-open ones included. */
  public int connections() {
    return connections.size();
  }

  private String answer(PeerKey from, String offer, Duration patience)
      throws OfferRefusedException, InterruptedException {
    if (closed.get()) {
      throw OfferRefusedException.unavailable("the server is closing");
    }
    boolean patient = !patience.isZero();
    Places.Place place =
        places
            .take(from, patient)
            .orElseThrow(
                () ->
                    OfferRefusedException.unavailable(
                        patient
                            ? "too many connections are being made by hand: try again later"
                            : "too many connections are being made at the moment: try again in a"
                                + " few seconds"));
    Connection connection;
    try {
      String id = "peer-" + numbers.incrementAndGet();
      IceChoice choice = new IceChoice(ice.advice(from, Instant.now()), ice.ports());
      connection =
          new Connection(
              webRtc, id, self, from, choice, limits.apply(from), acceptor, connections::remove);
      connections.add(connection);
      if (patient) {
        connection.bePatient();
      }
    } catch (RuntimeException e) {
      place.release();
      throw e;
    }
    var unused =
        connection
            .opened()
            .orTimeout(OPEN_LIMIT.plus(patience).toMillis(), TimeUnit.MILLISECONDS)
            .whenCompleteAsync(
                (open, failure) -> settle(connection, place, failure), webRtc.pool());
    boolean answered = false;
    try {
      String answer = connection.answer(offer);
      answered = !closed.get();
      return answer;
    } catch (HandshakeException e) {
      String message = String.valueOf(e.getMessage());
      throw e.isBadDescription()
          ? OfferRefusedException.badOffer(message)
          : OfferRefusedException.unavailable(message);
    } finally {
      if (!answered) {
        connection.close();
      }
    }
  }

  /** The channel is open, or will never be. */
  private void settle(Connection connection, Places.Place place, @Nullable Throwable failure) {
    place.release();
    if (failure != null) {
      LOG.warn("{} did not open its channel: {}", connection.peer(), failure.toString());
      connection.close();
    }
  }

  /** Says goodbye to every peer and waits a few seconds for that. Close the ways before. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Shutdown.closeAll(List.copyOf(connections), webRtc.pool(), CLOSE_LIMIT);
    webRtc.release();
  }
}
