package dev.gridcast.server.admission;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.server.store.Ban;
import dev.gridcast.server.store.GuestWriter;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.MemberState;
import dev.gridcast.server.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the operator decides over keys. Holds for all servers that share the store. Needs nothing
 * but that, so that a command can do it while a server runs. Safe to use from many threads; every
 * method is one transaction, on disk when it returns.
 */
public final class MembershipDesk {

  private final Store store;
  private final InstantSource clock;

  private MembershipDesk(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A desk over that store. */
  public static MembershipDesk of(Store store, InstantSource clock) {
    return new MembershipDesk(store, clock);
  }

  /** Everybody who is or was at the door, those that wait first. */
  public List<Member> members() {
    return store.read(reader -> reader.guests().members());
  }

  /** One of them. */
  public Optional<Member> member(PeerKey key) {
    return store.read(reader -> reader.guests().member(key.text()));
  }

  /** Lets a key in, whether it was at the door or not; a ban stays. */
  public Member admit(PeerKey key) {
    return change(
        key,
        member ->
            member.state() == MemberState.ADMITTED
                ? member
                : Members.moved(member, MemberState.ADMITTED, now()));
  }

  /**
   * Keeps a key out, whether it was at the door or not, until {@link #unban}.
   *
   * @param reason one line, which its owner is told
   */
  public Member ban(PeerKey key, String reason) {
    return change(key, member -> Members.banned(member, Optional.of(new Ban(now(), reason))));
  }

  /**
   * Ends a ban; the key stands as it stood before.
   *
   * @return empty when it is not banned
   */
  public Optional<Member> unban(PeerKey key) {
    return store.write(
        writer -> {
          GuestWriter guests = writer.guests();
          Optional<Member> free =
              guests
                  .member(key.text())
                  .filter(member -> member.ban().isPresent())
                  .map(member -> Members.banned(member, Optional.empty()));
          free.ifPresent(guests::putMember);
          return free;
        });
  }

  private Member change(PeerKey key, UnaryOperator<Member> change) {
    return store.write(
        writer -> {
          GuestWriter guests = writer.guests();
          Member changed =
              change.apply(guests.member(key.text()).orElseGet(() -> Members.stranger(key, now())));
          guests.putMember(changed);
          return guests.member(key.text()).orElseThrow();
        });
  }

  /** The store keeps milliseconds; a finer instant would not come back equal. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
