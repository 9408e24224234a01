package dev.gridcast.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * A training that ended without a model.
 *
 * @param lease the lease under which the case was tried
 * @param kind what sort of failure
 * @param reason one line for people
 * @param log the end of the trainer’s log, at most 16 KiB
 * @param wholeLog the whole of it, for the server to ask for; null when {@code log} is all there is
 */
public record Failure(
    String lease, FailureKind kind, String reason, String log, @Nullable LogOffer wholeLog)
    implements Message {

  public Failure {
    Checks.identity("lease", lease);
    Checks.present("kind", kind);
    reason = Texts.oneLine(Checks.present("reason", reason), Limits.MAX_REASON);
    log = Texts.tail(Checks.present("log", log), Limits.MAX_LOG);
  }

  /** A failure whose log is short. */
  public static Failure of(String lease, FailureKind kind, String reason, String log) {
    return new Failure(lease, kind, reason, log, null);
  }
}
