package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.SealException;
import dev.gridcast.protocol.identity.SealedBox;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.message.Texts;
import dev.gridcast.protocol.peer.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A client's side of signalling: seals its requests for the server of an invite, sends each on
 * every way at once, and takes the first answer that this server sealed. Thread-safe.
 *
 * <pre>{@code
 * Signaller signaller = new Signaller(self, invite, ways, "1.2.3");
 * Welcome welcome = signaller.knock();     // is it there, and would it let us in?
 * String answer = signaller.offer(sdp);
 * }</pre>
 */
public final class Signaller {

  /** How long the server may take for its answer. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final int MAX_MESSAGE = 300;
  private static final Duration MAX_WAIT = Duration.ofHours(1);

  private final Identity self;
  private final Invite invite;
  private final List<SignalWay> ways;
  private final String version;
  private final InstantSource clock;

  /** By how many milliseconds the server's clock is ahead of ours, as far as it told us. */
  private final AtomicLong ahead = new AtomicLong();

  /**
   * A signaller that has sent nothing yet.
   *
   * @param version the release of this side, for people
   */
  public Signaller(Identity self, Invite invite, List<SignalWay> ways, String version) {
    this(self, invite, ways, version, InstantSource.system());
  }

  Signaller(
      Identity self, Invite invite, List<SignalWay> ways, String version, InstantSource clock) {
    this.self = self;
    this.invite = invite;
    this.ways = List.copyOf(ways);
    this.version = version;
    this.clock = clock;
  }

  /**
   * Asks whether the server is there and would let us in, before anything is spent on an offer.
   *
   * @throws ConnectException when not; permanent only when the server itself said so
   */
  public Welcome knock() throws ConnectException, InterruptedException {
    return new Race<Welcome>(invite.serverInWords()).run(ways, way -> knock(way, LIMIT));
  }

  /**
   * Asks on one way.
   *
   * @throws ConnectException when no answer of this server came
   * @throws RefusedException when the server said no
   */
  public Welcome knock(SignalWay way, Duration limit)
      throws ConnectException, RefusedException, InterruptedException {
    Draft draft = new Draft(Letters.KNOCK, Letters.WELCOME, null, null, null);
    Letters.Reply reply = ask(way, draft, limit);
    Integer protocol = reply.protocol();
    String release = reply.version();
    try {
      return new Welcome(
          protocol == null ? 0 : protocol,
          release == null ? "" : Texts.oneLine(release, MAX_MESSAGE),
          advice(reply));
    } catch (IllegalArgumentException e) {
      throw ConnectException.temporary(
          "the advice of " + invite.serverInWords() + " makes no sense: " + e.getMessage(), e);
    }
  }

  /**
   * By how much the server's clock is ahead of ours; zero as long as it did not tell, which it does
   * when they differ by minutes.
   */
  public Duration clockAhead() {
    return Duration.ofMillis(ahead.get());
  }

  /**
   * Fetches the description that answers ours.
   *
   * @throws ConnectException when there is none; permanent only when the server itself said so
   */
  public String offer(String sdp) throws ConnectException, InterruptedException {
    return offer(sdp, Duration.ZERO);
  }

  /**
   * The same with time for people to carry it.
   *
   * @param patience at most 30 minutes; zero when programs carry it
   */
  public String offer(String sdp, Duration patience) throws ConnectException, InterruptedException {
    int seconds = (int) patience.toSeconds();
    Duration limit = patience.compareTo(LIMIT) > 0 ? patience : LIMIT;
    Draft draft =
        new Draft(
            Letters.OFFER, Letters.ANSWER, Letters.token(), sdp, seconds == 0 ? null : seconds);
    return new Race<String>(invite.serverInWords())
        .run(
            ways,
            way -> {
              Letters.Reply reply = ask(way, draft, limit);
              String answer = reply.sdp();
              if (answer == null || !isOwn(reply, answer)) {
                throw ConnectException.temporary(
                    "the answer of " + invite.serverInWords() + " makes no sense", null);
              }
              return answer;
            });
  }

  /**
   * What is the same on every way.
   *
   * @param answer the kind of the answer that is hoped for
   */
  private record Draft(
      int kind,
      int answer,
      @Nullable String attempt,
      @Nullable String sdp,
      @Nullable Integer patienceSeconds) {}

  private Letters.Reply ask(SignalWay way, Draft draft, Duration limit)
      throws ConnectException, RefusedException, InterruptedException {
    try {
      return askOnce(way, draft, limit);
    } catch (RefusedException e) {
      if (e.code() != RefusalCode.STALE || e.serverTime().isEmpty()) {
        throw e;
      }
      // Our clock is wrong, or the server has just started: from now on we go by its clock.
      ahead.set(e.serverTime().get().toEpochMilli() - clock.millis());
      return askOnce(way, draft, limit);
    }
  }

  private Letters.Reply askOnce(SignalWay way, Draft draft, Duration limit)
      throws ConnectException, RefusedException, InterruptedException {
    String nonce = Letters.token();
    byte[] sealed = seal(way, draft, nonce);
    byte[] bytes =
        way.exchange(sealed, candidate -> genuine(candidate, nonce, draft) != null, limit);
    Sealed answer = genuine(bytes, nonce, draft);
    if (answer == null) {
      throw ConnectException.temporary(
          "what answers on "
              + way.name()
              + " is not the server of this invite: is it another one, or does it have a new key?"
              + " Then ask its operator for a new invite",
          null);
    }
    if (answer.kind() == Letters.REFUSAL) {
      throw refusal(answer.reply());
    }
    return answer.reply();
  }

  private byte[] seal(SignalWay way, Draft draft, String nonce) {
    String sdp = draft.sdp();
    Letters.Request request =
        new Letters.Request(
            nonce,
            clock.millis() + ahead.get(),
            invite.secret().map(Secret::text).orElse(null),
            version,
            way.name(),
            draft.attempt(),
            sdp == null ? null : Fingerprints.text(Fingerprints.of(sdp)),
            sdp,
            draft.patienceSeconds());
    boolean byPeople = draft.patienceSeconds() != null;
    byte[] letter = byPeople ? Letters.writeShort(request) : Letters.write(request);
    return SealedBox.seal(draft.kind(), self, invite.server(), letter);
  }

  private record Sealed(int kind, Letters.Reply reply) {}

  /** What the server of the invite says to this very request; null when it is anything else. */
  private @Nullable Sealed genuine(byte[] bytes, String nonce, Draft draft) {
    try {
      SealedBox.Opened opened = SealedBox.open(bytes, self);
      Letters.Reply reply = Letters.read(opened.body(), Letters.Reply.class);
      boolean fits =
          opened.sender().equals(invite.server())
              && (opened.kind() == draft.answer() || opened.kind() == Letters.REFUSAL)
              && reply != null
              && nonce.equals(reply.re());
      return fits && reply != null ? new Sealed(opened.kind(), reply) : null;
    } catch (SealException e) {
      return null;
    }
  }

  private static RefusedException refusal(Letters.Reply reply) {
    RefusalCode code = RefusalCode.BUSY; // what a newer server has in mind may pass
    for (RefusalCode each : RefusalCode.values()) {
      code = each.name().equals(reply.code()) ? each : code;
    }
    String message = reply.message();
    Long time = reply.serverTime();
    Long wait = reply.retryAfterMillis();
    return new RefusedException(
        code,
        message == null ? code.name() : Texts.oneLine(message, MAX_MESSAGE),
        time == null ? null : Instant.ofEpochMilli(time),
        wait == null ? null : Duration.ofMillis(Math.max(0, Math.min(wait, MAX_WAIT.toMillis()))));
  }

  private static IceAdvice advice(Letters.Reply reply) {
    List<Letters.Ice> ice = reply.ice();
    List<IceServer> servers =
        ice == null
            ? List.of()
            : ice.stream()
                .map(
                    each ->
                        new IceServer(
                            each.urls() == null ? List.of() : each.urls(),
                            each.username(),
                            each.credential(),
                            Boolean.TRUE.equals(each.anyCertificate())))
                .toList();
    return new IceAdvice(servers, Boolean.TRUE.equals(reply.relayOnly()));
  }

  private static boolean isOwn(Letters.Reply reply, String sdp) {
    try {
      String named = reply.fingerprint();
      return named != null && Arrays.equals(Fingerprints.parse(named), Fingerprints.of(sdp));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
