package dev.gridcast.server.cli;

import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.Texts;
import picocli.CommandLine.Option;

/** Why the operator decides against somebody. */
final class Reason {

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, in one line; the volunteer is told.")
  private String reason;

  @SuppressWarnings("NullAway.Init") // picocli fills in the field before anybody asks
  Reason() {}

  /**
   * One line.
   *
   * @throws UserError when it is more than that, or nothing
   */
  String line() throws UserError {
    String line = Texts.oneLine(reason, Limits.MAX_REASON);
    if (line.isEmpty() || !line.equals(reason.strip())) {
      throw UserError.badInput(
          "--reason must be one line of 1 to " + Limits.MAX_REASON + " printable characters");
    }
    return line;
  }
}
