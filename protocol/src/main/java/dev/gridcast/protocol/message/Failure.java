package dev.gridcast.protocol.message;

/**
 * A training that ended without a model.
 *
 * @param lease the lease under which the case was tried
 * @param kind what sort of failure
 * @param reason one line for people
 * @param log the end of the trainer’s log, at most 16 KiB
 */
public record Failure(String lease, FailureKind kind, String reason, String log)
    implements Message {

  public Failure {
    Checks.identity("lease", lease);
    Checks.present("kind", kind);
    reason = Texts.oneLine(Checks.present("reason", reason), Limits.MAX_REASON);
    log = Texts.tail(Checks.present("log", log), Limits.MAX_LOG);
  }
}
