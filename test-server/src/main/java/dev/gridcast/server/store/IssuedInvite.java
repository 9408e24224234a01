package dev.gridcast.server.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An invite that a server handed out. Its secret is kept as a hash only.
 *
 * @param id its number in the store
 * @param server the key of its server, as text
 * @param name one word for people; no two valid ones of a server have the same
 * @param secretSha256 the SHA-256 of the secret, in hexadecimal
 * @param madeAt when it was made
 * @param expiresAt from when on no new key may use it; empty for never
 * @param uses how many keys may use it; empty for any number
 * @param revokedAt when the operator took it back; empty when it did not
 * @param used how many keys have used it
 */
public record IssuedInvite(
    long id,
    String server,
    String name,
    String secretSha256,
    Instant madeAt,
    Optional<Instant> expiresAt,
    OptionalLong uses,
    Optional<Instant> revokedAt,
    long used) {

  /** What an invite is good for. */
  public enum State {
    /** A new key may use it. */
    VALID,
    /** Its time is over. */
    EXPIRED,
    /** As many keys have used it as may. */
    USED_UP,
    /** The operator took it back. */
    REVOKED
  }

  /** What it is good for at that time. */
  public State state(Instant now) {
    if (revokedAt.isPresent()) {
      return State.REVOKED;
    }
    if (expiresAt.filter(end -> !now.isBefore(end)).isPresent()) {
      return State.EXPIRED;
    }
    return uses.isPresent() && used >= uses.getAsLong() ? State.USED_UP : State.VALID;
  }
}
