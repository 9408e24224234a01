package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Message;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a client introduces itself properly. Its words end up on the operator's terminal and in
 * reports, so nothing that is not printable may pass.
 */
final class HelloCheck {

  private static final int MACHINE_LENGTH = 200;
  private static final double GIB = 1L << 30;

  private HelloCheck() {}

  /** What is wrong, in one line; empty when nothing is. */
  static Optional<String> complaint(Hello hello) {
    int length = hello.name().codePointCount(0, hello.name().length());
    if (hello.name().isBlank()
        || length > Limits.MAX_VOLUNTEER_NAME
        || !hello.name().codePoints().allMatch(HelloCheck::printable)) {
      return Optional.of(
          "the name must be 1 to " + Limits.MAX_VOLUNTEER_NAME + " printable characters");
    }
    return Optional.empty();
  }

  /** What to tell a client of another version of the protocol. */
  static String wrongVersion(Hello hello, String release) {
    return "this server speaks version "
        + Message.PROTOCOL_VERSION
        + " of the protocol, the client version "
        + hello.protocolVersion()
        + "; install the release that the server runs: "
        + release;
  }

  /** A machine in one printable line. */
  static String describe(Machine machine) {
    StringBuilder line = new StringBuilder();
    String gpus = machine.gpus().isEmpty() ? "" : ", " + String.join(", ", machine.gpus());
    String runtime = machine.runtime().isEmpty() ? "" : ", " + machine.runtime();
    String text =
        String.format(
            Locale.ROOT,
            "%s, %s, %d CPUs, %.1f GiB%s, Java %s%s",
            machine.os(),
            machine.arch(),
            machine.cpus(),
            machine.memoryBytes() / GIB,
            gpus,
            machine.java(),
            runtime);
    text.codePoints()
        .limit(MACHINE_LENGTH)
        .forEach(point -> line.appendCodePoint(printable(point) ? point : '?'));
    return line.toString();
  }

  /** A volunteer's words made safe for a log or a screen: one line, printable. */
  static String harmless(String words) {
    StringBuilder line = new StringBuilder();
    words
        .codePoints()
        .limit(Limits.MAX_REASON)
        .forEach(point -> line.appendCodePoint(printable(point) ? point : ' '));
    return line.toString();
  }

  /** Neither a control character, nor one that turns the direction of the text around it. */
  private static boolean printable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
