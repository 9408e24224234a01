package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.Secret;
import java.time.Duration;
import java.util.Optional;

/** Who may join. Thread-safe. */
@FunctionalInterface
public interface Admission {

  /**
   * Decides about a peer that has just proved its key. Asked at every knock and again at every
   * offer, so several times for one connection; the caller waits, so it should take milliseconds.
   *
   * @param key who asks
   * @param secret that of its invite; empty when it has none
   */
  Decision decide(PeerKey key, Optional<Secret> secret);

  /** Yes or no. */
  sealed interface Decision permits Admitted, Refused {}

  /** It may join. */
  record Admitted() implements Decision {}

  /**
   * It may not join, now or ever.
   *
   * @param message one line, for the person who asked
   * @param retryAfter when it makes sense to ask again; empty when it does not, or nobody knows
   */
  record Refused(RefusalCode code, String message, Optional<Duration> retryAfter)
      implements Decision {}

  /** Lets in whoever knows one secret. */
  static Admission bySecret(Secret secret) {
    return (key, given) ->
        given.isPresent() && secret.equals(given.get())
            ? new Admitted()
            : new Refused(
                RefusalCode.SECRET,
                "this server does not accept this invite (wrong secret): ask its operator for a new"
                    + " one",
                Optional.empty());
  }
}
