package dev.gridcast.protocol.message;

/**
 * The sender is about to close the connection on purpose.
 *
 * @param reason one line for people
 */
public record Goodbye(String reason) implements Message {

  public Goodbye {
    reason = Texts.oneLine(Checks.present("reason", reason), Limits.MAX_REASON);
  }
}
