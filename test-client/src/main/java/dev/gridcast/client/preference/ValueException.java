package dev.gridcast.client.preference;

import java.io.Serial;

/** A text is no value of its kind; where it stands is added by whoever knows. */
final class ValueException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  ValueException(String problem) {
    super(problem);
  }

  String problem() {
    return String.valueOf(getMessage());
  }

  /** The text in quotes, shortened when it is long. */
  static String quoted(String text) {
    String line = text.replaceAll("\\s+", " ");
    return "\"" + (line.length() > 60 ? line.substring(0, 57) + "..." : line) + "\"";
  }
}
