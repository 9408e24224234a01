package dev.gridcast.server.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Changes of invites and members, within one transaction of a store. */
public interface GuestWriter extends GuestReader {

  /**
   * Adds an invite.
   *
   * @param secretSha256 in hexadecimal
   */
  void insertInvite(
      String server,
      String name,
      String secretSha256,
      Instant madeAt,
      Optional<Instant> expiresAt,
      OptionalLong uses);

  /** Notes that the operator took an invite back. */
  void revokeInvite(long invite, Instant at);

  /** Notes that a key used an invite; nothing changes when it did before. */
  void useInvite(long invite, String member, Instant at);

  /** Adds a member, or sets everything about one but what its invite and it are called. */
  void putMember(Member member);
}
