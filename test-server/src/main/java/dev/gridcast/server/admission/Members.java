package dev.gridcast.server.admission;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.server.store.Ban;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.MemberState;
import java.time.Instant;
import java.util.Optional;

/** Members as they become. */
final class Members {

  private Members() {}

  /** A key that was never at the door. */
  static Member stranger(PeerKey key, Instant now) {
    return new Member(key.text(), MemberState.OUTSIDE, now, null, "", Optional.empty(), "");
  }

  static Member moved(Member member, MemberState state, Instant now) {
    return new Member(
        member.id(), state, now, member.invite(), member.inviteName(), member.ban(), member.name());
  }

  static Member by(Member member, long invite, MemberState state, Instant now) {
    return new Member(
        member.id(), state, now, invite, member.inviteName(), member.ban(), member.name());
  }

  static Member banned(Member member, Optional<Ban> ban) {
    return new Member(
        member.id(),
        member.state(),
        member.since(),
        member.invite(),
        member.inviteName(),
        ban,
        member.name());
  }
}
