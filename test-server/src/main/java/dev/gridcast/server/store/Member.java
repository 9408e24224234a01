package dev.gridcast.server.store;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key at the door, past or present. Other than an invite it is known to all servers that share a
 * store.
 *
 * @param id the key's text, which is the volunteer's identity
 * @param state how it stands
 * @param since since when it stands so
 * @param invite the number of the invite by which it came last; null when the operator named it
 * @param inviteName the name of that invite; empty when there is none
 * @param ban that it is kept out, however it stands otherwise
 * @param name the name that it gave as a volunteer; empty before its first hello
 */
public record Member(
    String id,
    MemberState state,
    Instant since,
    @Nullable Long invite,
    String inviteName,
    Optional<Ban> ban,
    String name) {

  /** Whether it may be connected. */
  public boolean mayStay() {
    return state == MemberState.ADMITTED && ban.isEmpty();
  }
}
