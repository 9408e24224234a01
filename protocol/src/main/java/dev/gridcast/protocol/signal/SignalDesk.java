package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.SealException;
import dev.gridcast.protocol.identity.SealedBox;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of signalling, whichever ways the requests come on: opens them, refuses what is
 * forged, stale, replayed, too much or not admitted, and answers the rest. Thread-safe.
 *
 * <p>The cheap checks come first: size and rate before any cryptography, then the seal, then the
 * rate of the key, the time, the nonce, and at last whoever decides about admission.
 */
public final class SignalDesk implements SignalHandler {

  /** How far the clocks of a client and its server may be apart. */
  static final Duration TOLERANCE = Duration.ofMinutes(2);

  /** The longest that an offer may be on its way when people carry it. */
  static final Duration MAX_PATIENCE = Duration.ofMinutes(30);

  private static final int SOURCES = 20_000;
  private static final int MAX_MESSAGE = 300;
  private static final Duration BUSY_WAIT = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(SignalDesk.class);

  private final Identity self;
  private final Admission admission;
  private final Function<PeerKey, IceAdvice> ice;
  private final OfferHandler offers;
  private final String version;
  private final InstantSource clock;
  private final Instant startedAt;
  private final FloodGate<String> all;
  private final FloodGate<String> brokers;
  private final FloodGate<String> sources;
  private final FloodGate<PeerKey> keys;
  private final SeenNonces nonces;
  private final SignalTally tally;
  private final Attempts attempts = new Attempts();

  /**
   * A desk for a server on the Internet.
   *
   * @param self the server's key
   * @param ice what to tell a client about finding a path
   * @param offers makes the connections
   * @param version the release of the server, for people
   */
  public SignalDesk(
      Identity self,
      Admission admission,
      Function<PeerKey, IceAdvice> ice,
      OfferHandler offers,
      String version) {
    this(self, admission, ice, offers, version, SignalLimits.DEFAULT);
  }

  /** The same with limits of one's own. */
  public SignalDesk(
      Identity self,
      Admission admission,
      Function<PeerKey, IceAdvice> ice,
      OfferHandler offers,
      String version,
      SignalLimits limits) {
    this(
        self,
        admission,
        ice,
        offers,
        version,
        limits,
        InstantSource.system(),
        System::nanoTime,
        SeenNonces.MOST);
  }

  SignalDesk(
      Identity self,
      Admission admission,
      Function<PeerKey, IceAdvice> ice,
      OfferHandler offers,
      String version,
      SignalLimits limits,
      InstantSource clock,
      LongSupplier nanos,
      int mostNonces) {
    this.self = self;
    this.admission = admission;
    this.ice = ice;
    this.offers = offers;
    this.version = version;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.all = gate(limits.inAll(), 1, nanos);
    this.brokers = gate(limits.inAll(), SOURCES, nanos);
    this.sources = gate(limits.perSource(), SOURCES, nanos);
    this.keys = gate(limits.perKey(), SOURCES, nanos);
    this.nonces = new SeenNonces(mostNonces);
    this.tally = new SignalTally(nanos);
  }

  private static <K> FloodGate<K> gate(double perSecond, int names, LongSupplier nanos) {
    double burst = Math.max(1, perSecond * SignalLimits.BURST_SECONDS);
    return new FloodGate<>(perSecond, burst, names, nanos);
  }

  /** What came in so far. */
  public SignalCounts counts() {
    return tally.counts();
  }

  @Override
  public Optional<byte[]> answer(byte[] sealed, String source)
      throws FloodException, InterruptedException {
    if (sealed.length > SealedBox.MAX_BYTES) {
      tally.garbage();
      return Optional.empty();
    }
    // The narrow gate first: what one source has too much does not fill the gate of all.
    stopFlood((source.startsWith("mqtt") ? brokers : sources).pass(source));
    stopFlood(all.pass(""));
    SealedBox.Opened opened;
    try {
      opened = SealedBox.open(sealed, self);
    } catch (SealException e) {
      LOG.debug("From {}: {}", source, e.getMessage());
      tally.garbage();
      return Optional.empty();
    }
    Letters.Request request = Letters.read(opened.body(), Letters.Request.class);
    if (request == null || !Letters.isToken(request.nonce()) || request.time() == null) {
      tally.garbage();
      return Optional.empty();
    }
    Question question =
        new Question(opened.kind(), opened.sender(), request, Letters.isShort(opened.body()));
    return reply(question, source);
  }

  /**
   * What is asked, by whom.
   *
   * @param isShort whether the answer is to be short as well
   */
  private record Question(int kind, PeerKey from, Letters.Request request, boolean isShort) {}

  private void stopFlood(Duration wait) throws FloodException {
    if (!wait.isZero()) {
      tally.flooded();
      throw new FloodException(wait);
    }
  }

  private Optional<byte[]> reply(Question question, String source) throws InterruptedException {
    int kind = question.kind();
    PeerKey from = question.from();
    Letters.Request request = question.request();
    int replyKind = kind == Letters.KNOCK ? Letters.WELCOME : Letters.ANSWER;
    Letters.Reply reply;
    try {
      reply = judged(kind, from, request);
      tally.answered(replyKind);
    } catch (Refusal refusal) {
      LOG.debug("{} from {} was refused: {}", from.shortText(), source, refusal.getMessage());
      tally.refused(refusal.code);
      if (refusal.code == RefusalCode.REPLAY) {
        // A copy gets no answer: a refusal would overtake the answer to the original, and whoever
        // can copy what travels on a way could stop every join.
        return Optional.empty();
      }
      replyKind = Letters.REFUSAL;
      reply = refused(request, refusal);
    }
    byte[] letter = question.isShort() ? Letters.writeShort(reply) : Letters.write(reply);
    return Optional.of(SealedBox.seal(replyKind, self, from, letter));
  }

  private Letters.Reply judged(int kind, PeerKey from, Letters.Request request)
      throws Refusal, InterruptedException {
    if (kind != Letters.KNOCK && kind != Letters.OFFER) {
      throw new Refusal(
          RefusalCode.VERSION,
          "this server, release " + version + ", does not know such a request");
    }
    Duration wait = keys.pass(from);
    if (!wait.isZero()) {
      throw new Refusal(RefusalCode.QUOTA, "this key asks too often", wait);
    }
    Instant now = clock.instant();
    Duration patience = kind == Letters.OFFER ? patience(request) : Duration.ZERO;
    Instant until = requireFresh(request, now, patience);
    String nonce = String.valueOf(request.nonce());
    // What people carry may be brought twice, by mistake: it gets the answer that it got.
    boolean again = nonces.contains(from, nonce);
    if (again && patience.isZero()) {
      throw replayed();
    }
    if (admission.decide(from, request.knownSecret()) instanceof Admission.Refused refused) {
      throw new Refusal(refused.code(), refused.message(), refused.retryAfter().orElse(null));
    }
    // Only now: a stranger must not be able to fill the memory.
    if (!again) {
      keepNonce(from, nonce, now, until);
    }
    return kind == Letters.KNOCK
        ? welcome(from, request)
        : answer(from, request, patience, now, until);
  }

  private void keepNonce(PeerKey from, String nonce, Instant now, Instant until) throws Refusal {
    switch (nonces.add(from, nonce, now, until)) {
      case SEEN -> throw replayed();
      case FULL -> throw new Refusal(RefusalCode.BUSY, "too many requests came lately", BUSY_WAIT);
      case NEW -> {}
    }
  }

  private static Refusal replayed() {
    return new Refusal(RefusalCode.REPLAY, "this very request came before");
  }

  private static Duration patience(Letters.Request request) throws Refusal {
    Integer seconds = request.patienceSeconds();
    if (seconds == null) {
      return Duration.ZERO;
    }
    if (seconds < 0 || seconds > MAX_PATIENCE.toSeconds()) {
      throw new Refusal(
          RefusalCode.BAD_OFFER, "patience must be 0 to " + MAX_PATIENCE.toSeconds() + " s");
    }
    return Duration.ofSeconds(seconds);
  }

  /** Until when this request counts as fresh. */
  private Instant requireFresh(Letters.Request request, Instant now, Duration patience)
      throws Refusal {
    Duration tolerance = patience.compareTo(TOLERANCE) > 0 ? patience : TOLERANCE;
    long made = request.time() == null ? 0 : request.time();
    long apart = tolerance.toMillis();
    boolean fresh = made >= now.toEpochMilli() - apart && made <= now.toEpochMilli() + apart;
    // What an earlier run of this server may have answered, this one does not remember.
    boolean known = patience.isZero() && made < startedAt.toEpochMilli();
    if (!fresh || known) {
      throw new Refusal(
          RefusalCode.STALE,
          "this request was made too long ago, or a clock is wrong; the server's says " + now);
    }
    return Instant.ofEpochMilli(made).plus(tolerance);
  }

  private Letters.Reply welcome(PeerKey from, Letters.Request request) {
    IceAdvice advice = ice.apply(from);
    List<Letters.Ice> servers =
        advice.servers().stream()
            .map(
                each ->
                    new Letters.Ice(
                        each.urls(),
                        each.username(),
                        each.credential(),
                        each.anyCertificate() ? true : null))
            .toList();
    return new Letters.Reply(
        Letters.token(),
        clock.millis(),
        request.nonce(),
        Message.PROTOCOL_VERSION,
        version,
        servers,
        advice.relayOnly(),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private Letters.Reply answer(
      PeerKey from, Letters.Request request, Duration patience, Instant now, Instant until)
      throws Refusal, InterruptedException {
    String attempt = request.attempt();
    String sdp = request.sdp();
    if (attempt == null || !Letters.isToken(attempt) || sdp == null || !isOwn(request, sdp)) {
      throw new Refusal(
          RefusalCode.BAD_OFFER, "an offer must have an attempt, an sdp and its only fingerprint");
    }
    try {
      String answer =
          attempts.answer(from, attempt, now, until, () -> offers.answer(from, sdp, patience));
      return new Letters.Reply(
          Letters.token(),
          clock.millis(),
          request.nonce(),
          null,
          null,
          null,
          null,
          Fingerprints.text(Fingerprints.of(answer)),
          answer,
          null,
          null,
          null,
          null);
    } catch (OfferRefusedException e) {
      throw e.isClientsFault()
          ? new Refusal(RefusalCode.BAD_OFFER, String.valueOf(e.getMessage()))
          : new Refusal(RefusalCode.BUSY, String.valueOf(e.getMessage()), BUSY_WAIT);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("An offer of {} could not be answered.", from.shortText(), e);
      throw new Refusal(RefusalCode.BUSY, "the server failed; its log says where", BUSY_WAIT);
    }
  }

  /** Whether the fingerprint of the letter is that of its description. */
  private static boolean isOwn(Letters.Request request, String sdp) {
    try {
      String named = request.fingerprint();
      return named != null && Arrays.equals(Fingerprints.parse(named), Fingerprints.of(sdp));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Letters.Reply refused(Letters.Request request, Refusal refusal) {
    Long wait = refusal.retryAfter == null ? null : refusal.retryAfter.toMillis();
    return new Letters.Reply(
        Letters.token(),
        clock.millis(),
        request.nonce(),
        Message.PROTOCOL_VERSION,
        version,
        null,
        null,
        null,
        null,
        refusal.code.name(),
        Texts.oneLine(String.valueOf(refusal.getMessage()), MAX_MESSAGE),
        clock.millis(),
        wait);
  }

  /** Why a request gets a refusal. */
  private static final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final RefusalCode code;
    private final @Nullable Duration retryAfter;

    Refusal(RefusalCode code, String message) {
      this(code, message, null);
    }

    Refusal(RefusalCode code, String message, @Nullable Duration retryAfter) {
      super(message);
      this.code = code;
      this.retryAfter = retryAfter;
    }
  }
}
