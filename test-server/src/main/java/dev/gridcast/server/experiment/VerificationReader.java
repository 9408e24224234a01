package dev.gridcast.server.experiment;

import java.util.List;
import java.util.Optional;

/** Reads the key {@code verification}. */
final class VerificationReader {

  private static final List<String> KEYS = List.of("audits");

  private VerificationReader() {}

  /** Whether trainings are audited by other volunteers' trainings of the same cases. */
  static boolean audits(Optional<Value> given) throws ExperimentException {
    if (given.isEmpty()) {
      return true;
    }
    Value audits =
        given
            .get()
            .section(KEYS)
            .require(
                "audits",
                "write audits: off if every volunteer is your own, or remove verification");
    String text = audits.text();
    return switch (text) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      default ->
          throw audits.problem(
              Value.quoted(text)
                  + " is neither on nor off; write off only if every volunteer is your own");
    };
  }
}
