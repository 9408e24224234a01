package dev.gridcast.server.report;

/** Words of volunteers and their trainers, made safe for the operator's terminal. */
final class ForeignText {

  private ForeignText() {}

  /** The text with everything blanked out that a terminal obeys or that turns its direction. */
  static String harmless(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(point -> safe.appendCodePoint(isHarmless(point) ? point : '?'));
    return safe.toString();
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point == '\n' || point == '\t';
      case Character.FORMAT,
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
