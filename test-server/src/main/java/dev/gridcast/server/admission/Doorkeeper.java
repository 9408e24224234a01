package dev.gridcast.server.admission;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.signal.Admission;
import dev.gridcast.protocol.signal.RefusalCode;
import dev.gridcast.server.store.Ban;
import dev.gridcast.server.store.GuestWriter;
import dev.gridcast.server.store.IssuedInvite;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.MemberState;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers those who knock, from the store: a member comes in without showing anything, anybody else
 * by an invite, as the {@link AdmissionMode} has it. Thread-safe.
 */
public final class Doorkeeper implements Admission {

  /** More keys do not wait for the operator at once: a stolen invite must not fill the store. */
  static final int PENDING_AT_MOST = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

  /** How soon whoever waits for the operator may ask again. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(15);

  private static final Duration WHEN_BUSY = Duration.ofSeconds(10);

  private final Store store;
  private final String server;
  private final AdmissionMode mode;
  private final Predicate<PeerKey> full;
  private final InstantSource clock;
  private final Consumer<String> announce;

  /**
   * A doorkeeper.
   *
   * @param server the key of the server whose door it is
   * @param full whether a key has as many connections as it may
   * @param announce gets a line for people when a new key is at the door
   */
  public Doorkeeper(
      Store store,
      PeerKey server,
      AdmissionMode mode,
      Predicate<PeerKey> full,
      InstantSource clock,
      Consumer<String> announce) {
    this.store = store;
    this.server = server.text();
    this.mode = mode;
    this.full = full;
    this.clock = clock;
    this.announce = announce;
  }

  /** Whom it lets in. */
  public AdmissionMode mode() {
    return mode;
  }

  @Override
  public Decision decide(PeerKey key, Optional<Secret> secret) {
    try {
      Optional<Member> known = store.read(reader -> reader.guests().member(key.text()));
      Decision decision =
          known.flatMap(member -> ofMember(key, member)).orElseGet(() -> ofStranger(key, secret));
      if (decision instanceof Admitted && full.test(key)) {
        return new Refused(
            RefusalCode.QUOTA,
            "this key has as many connections as it may: close one, or try again later",
            Optional.of(WHEN_BUSY));
      }
      return decision;
    } catch (StoreException e) {
      LOG.error("the store failed at the door", e);
      return new Refused(
          RefusalCode.BUSY,
          "the server cannot look up who may join now; try again later",
          Optional.of(WHEN_BUSY));
    }
  }

  /** What is certain for a key that was here before; empty when its invite has to speak for it. */
  private Optional<Decision> ofMember(PeerKey key, Member member) {
    if (member.ban().isPresent()) {
      return Optional.of(banned(member.ban().get()));
    }
    return switch (member.state()) {
      case ADMITTED -> Optional.of(new Admitted());
      case PENDING -> mode == AdmissionMode.APPROVE ? Optional.of(pending(key)) : Optional.empty();
      case OUTSIDE -> Optional.empty();
    };
  }

  private Decision ofStranger(PeerKey key, Optional<Secret> secret) {
    if (mode == AdmissionMode.CLOSED) {
      return new Refused(
          RefusalCode.CLOSED,
          "this server lets in only those whom its operator has named: send the operator your key, "
              + key.text(),
          Optional.empty());
    }
    Optional<String> hash = secret.map(SecretHash::of);
    // Guesses and mistakes cost no transaction.
    if (hash.isPresent()
        && store.read(reader -> reader.guests().invite(server, hash.get())).isEmpty()) {
      return notOurs();
    }
    Entry entry = store.write(writer -> enter(writer.guests(), key, hash));
    entry.news().ifPresent(announce);
    return entry.decision();
  }

  /**
   * What became of a key at the door.
   *
   * @param news a line for people, if it is new
   */
  private record Entry(Decision decision, Optional<String> news) {

    static Entry silent(Decision decision) {
      return new Entry(decision, Optional.empty());
    }
  }

  /** The invite first, then the member: so does everybody who changes both. */
  private Entry enter(GuestWriter guests, PeerKey key, Optional<String> hash) {
    Optional<IssuedInvite> invite = hash.flatMap(secret -> guests.invite(server, secret));
    Optional<Member> known = guests.member(key.text());
    // Another connection, or the operator, may have changed that since it was looked up.
    Optional<Decision> certain = known.flatMap(member -> ofMember(key, member));
    if (certain.isPresent()) {
      return Entry.silent(certain.get());
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (known.isPresent() && known.get().state() == MemberState.PENDING) {
      // It waited for the operator of a server that by now lets in whoever has an invite.
      guests.putMember(Members.moved(known.get(), MemberState.ADMITTED, now));
      return Entry.silent(new Admitted());
    }
    if (invite.isEmpty()) {
      return Entry.silent(hash.isEmpty() ? noInvite() : notOurs());
    }
    Optional<Decision> useless = useless(invite.get(), now);
    if (useless.isPresent()) {
      return Entry.silent(useless.get());
    }
    boolean waits = mode == AdmissionMode.APPROVE;
    if (waits && guests.pending(PENDING_AT_MOST).size() >= PENDING_AT_MOST) {
      return Entry.silent(
          new Refused(
              RefusalCode.BUSY,
              "too many wait for this server's operator already; try again another day",
              Optional.of(Duration.ofHours(1))));
    }
    Member before = known.orElseGet(() -> Members.stranger(key, now));
    MemberState state = waits ? MemberState.PENDING : MemberState.ADMITTED;
    guests.putMember(Members.by(before, invite.get().id(), state, now));
    guests.useInvite(invite.get().id(), key.text(), now);
    String by = key.text() + " by the invite " + invite.get().name();
    return waits
        ? new Entry(
            pending(key),
            Optional.of(by + " waits to be let in: gridcast server admit " + key.text()))
        : new Entry(new Admitted(), Optional.of("a new key may join: " + by));
  }

  /** Why an invite lets no new key in; empty when it does. */
  private static Optional<Decision> useless(IssuedInvite invite, Instant now) {
    return switch (invite.state(now)) {
      case VALID -> Optional.empty();
      case EXPIRED ->
          Optional.of(
              secret(
                  "this invite has expired (on "
                      + invite.expiresAt().orElseThrow().truncatedTo(ChronoUnit.SECONDS)
                      + "): ask the server's operator for a new one"));
      case USED_UP ->
          Optional.of(
              secret(
                  "this invite was used by as many as may use it: ask the server's operator for one"
                      + " of your own"));
      case REVOKED ->
          Optional.of(
              secret("this invite was taken back: ask the server's operator for a new one"));
    };
  }

  private static Decision banned(Ban ban) {
    return new Refused(
        RefusalCode.BANNED,
        "the operator of this server has banned this key: " + ban.reason(),
        Optional.empty());
  }

  /** The operator compares the key with what the volunteer says it is. */
  private static Decision pending(PeerKey key) {
    return new Refused(
        RefusalCode.PENDING,
        "the operator of this server has to accept your key first, "
            + key.text()
            + "; this client asks again by itself",
        Optional.of(ASK_AGAIN));
  }

  private static Decision noInvite() {
    return secret(
        "this server lets in whoever has an invite with a secret, and this one has none: ask its"
            + " operator for one");
  }

  private static Decision notOurs() {
    return secret(
        "this server does not know this invite: it was remade since, or is another server's; ask"
            + " its operator for a new one");
  }

  private static Decision secret(String message) {
    return new Refused(RefusalCode.SECRET, message, Optional.empty());
  }
}
