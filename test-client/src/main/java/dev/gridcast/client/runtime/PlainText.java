package dev.gridcast.client.runtime;

/** Text from strangers, made fit for a screen and a log. */
public final class PlainText {

  private PlainText() {}

  /**
   * One line of at most so many characters: control characters, which could move the cursor of a
   * terminal or forge lines in a log, become spaces; a text that is cut ends in "...".
   */
  public static String oneLine(String text, int maxCharacters) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), maxCharacters));
    text.codePoints()
        .limit(maxCharacters + 1L)
        .forEach(c -> line.appendCodePoint(isPrintable(c) ? c : ' '));
    String clean = line.toString().strip();
    return clean.length() <= maxCharacters
        ? clean
        : clean.substring(0, Math.max(0, maxCharacters - 3)) + "...";
  }

  /** Whether a code point may be shown as it is. */
  public static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
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
