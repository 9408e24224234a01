package dev.gridcast.protocol.message;

/**
 * Returns a case untried, for example because the volunteer stops; nobody’s fault.
 *
 * @param lease the lease that ends
 * @param reason one line for people
 */
public record GiveBack(String lease, String reason) implements Message {

  public GiveBack {
    Checks.identity("lease", lease);
    reason = Texts.oneLine(Checks.present("reason", reason), Limits.MAX_REASON);
  }
}
