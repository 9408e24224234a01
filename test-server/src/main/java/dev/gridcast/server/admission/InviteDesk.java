package dev.gridcast.server.admission;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.server.store.GuestReader;
import dev.gridcast.server.store.GuestWriter;
import dev.gridcast.server.store.IssuedInvite;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.MemberState;
import dev.gridcast.server.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the operator decides over the invites of one server. Needs nothing but the store, so that a
 * command can do it while the server runs. Safe to use from many threads; every method is one
 * transaction, on disk when it returns.
 */
public final class InviteDesk {

  /** The invite that a server makes for itself and keeps in {@code invite.txt}. */
  public static final String DEFAULT_INVITE = "default";

  private final Store store;
  private final String server;
  private final InstantSource clock;

  private InviteDesk(Store store, String server, InstantSource clock) {
    this.store = store;
    this.server = server;
    this.clock = clock;
  }

  /**
   * A desk over that store.
   *
   * @param server whose invites it is about
   */
  public static InviteDesk of(Store store, PeerKey server, InstantSource clock) {
    return new InviteDesk(store, server.text(), clock);
  }

  /**
   * An invite that was just made.
   *
   * @param name what it is called
   * @param secret what its text carries; kept nowhere else
   */
  public record Made(String name, Secret secret) {}

  /**
   * Makes an invite.
   *
   * @param name what it is called; empty for a name that is free
   * @param lifetime after which no new key may use it; empty for ever
   * @param uses how many keys may use it; empty for any number
   * @return empty when a valid invite has that name already
   */
  public Optional<Made> invite(
      Optional<String> name, Optional<Duration> lifetime, OptionalLong uses) {
    Secret secret = Secret.random();
    return store.write(
        writer -> {
          GuestWriter guests = writer.guests();
          String called = name.orElseGet(() -> freeName(guests));
          if (guests.inviteNamed(server, called).isPresent()) {
            return Optional.empty();
          }
          insert(guests, called, secret, lifetime, uses);
          return Optional.of(new Made(called, secret));
        });
  }

  private String freeName(GuestReader guests) {
    Set<String> taken =
        guests.invites(server).stream().map(IssuedInvite::name).collect(Collectors.toSet());
    int number = taken.size() + 1;
    while (taken.contains("invite-" + number)) {
      number++;
    }
    return "invite-" + number;
  }

  /**
   * Sees to it that the secret in {@code invite.txt} is the one of the default invite. One that was
   * revoked stays so.
   */
  public void keepDefault(Secret secret) {
    store.update(
        writer -> {
          GuestWriter guests = writer.guests();
          if (guests.invite(server, SecretHash.of(secret)).isPresent()) {
            return;
          }
          // Somebody has deleted the file, so that there is another secret now.
          guests
              .inviteNamed(server, DEFAULT_INVITE)
              .ifPresent(old -> guests.revokeInvite(old.id(), now()));
          insert(guests, DEFAULT_INVITE, secret, Optional.empty(), OptionalLong.empty());
        });
  }

  private void insert(
      GuestWriter guests,
      String name,
      Secret secret,
      Optional<Duration> lifetime,
      OptionalLong uses) {
    Instant now = now();
    guests.insertInvite(server, name, SecretHash.of(secret), now, lifetime.map(now::plus), uses);
  }

  /** All invites of this server, the oldest first, with those that are good for nothing. */
  public List<IssuedInvite> invites() {
    return store.read(reader -> reader.guests().invites(server));
  }

  /** The invite of this server with that secret. */
  public Optional<IssuedInvite> invite(Secret secret) {
    return store.read(reader -> reader.guests().invite(server, SecretHash.of(secret)));
  }

  /** The keys that have used an invite, the first first. */
  public List<String> usersOf(IssuedInvite invite) {
    return store.read(reader -> reader.guests().usersOf(invite.id()));
  }

  /**
   * Takes an invite back: no new key may use it, and those that it brought and that still wait need
   * another one.
   *
   * @param andMembers whether also those that were let in by it
   * @return how many keys need another invite now
   */
  public int revoke(IssuedInvite invite, boolean andMembers) {
    return store.write(
        writer -> {
          GuestWriter guests = writer.guests();
          Instant now = now();
          // Through its secret: whoever is at the door with it at this moment comes before or
          // after.
          guests
              .invite(invite.server(), invite.secretSha256())
              .filter(found -> found.revokedAt().isEmpty())
              .ifPresent(found -> guests.revokeInvite(found.id(), now));
          List<Member> out =
              guests.members().stream()
                  .filter(member -> Long.valueOf(invite.id()).equals(member.invite()))
                  .filter(
                      member ->
                          member.state() == MemberState.PENDING
                              || (andMembers && member.state() == MemberState.ADMITTED))
                  .toList();
          out.forEach(member -> guests.putMember(Members.moved(member, MemberState.OUTSIDE, now)));
          return out.size();
        });
  }

  /** The store keeps milliseconds; a finer instant would not come back equal. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
