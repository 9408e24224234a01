package dev.gridcast.protocol.message;

/**
 * The server no longer wants this case from this client: stop training it.
 *
 * @param lease the lease that is void
 * @param reason one line for people
 */
public record Cancel(String lease, String reason) implements Message {

  public Cancel {
    Checks.identity("lease", lease);
    reason = Texts.oneLine(Checks.present("reason", reason), Limits.MAX_REASON);
  }
}
