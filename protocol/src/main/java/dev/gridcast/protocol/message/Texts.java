package dev.gridcast.protocol.message;

/**
 * Makes text from elsewhere fit for a screen. Reasons and logs come from exceptions, child
 * processes and strangers: they are mended instead of refused, because a failure that cannot be
 * reported is worse than a failure with a shortened reason.
 */
public final class Texts {

  private static final char UNPRINTABLE = '\uFFFD';

  private Texts() {}

  /**
   * One line: control characters and runs of space become one space, lone surrogates are replaced,
   * and what is beyond the limit is cut off with an ellipsis.
   *
   * @param max the most characters to return, at least 1
   */
  public static String oneLine(String text, int max) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), max) + 1);
    for (int i = 0; i < text.length() && line.length() <= max; i++) {
      char c = text.charAt(i);
      if (c <= ' ' || Character.isISOControl(c)) {
        if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
          line.append(' ');
        }
      } else {
        line.append(isLoneSurrogate(text, i) ? UNPRINTABLE : c);
      }
    }
    if (line.length() > max) {
      cut(line, max - 1);
      line.append('…');
    }
    return line.toString().strip();
  }

  /**
   * The end of a log: line breaks and tabs stay, everything else that a screen obeys is replaced.
   *
   * @param max the most characters to return
   */
  public static String tail(String log, int max) {
    int from = Math.max(0, log.length() - max);
    StringBuilder tail = new StringBuilder(log.length() - from);
    for (int i = from; i < log.length(); i++) {
      char c = log.charAt(i);
      boolean layout = c == '\n' || c == '\t';
      boolean halved = i == from && Character.isLowSurrogate(c);
      boolean unprintable = (Character.isISOControl(c) && !layout) || isLoneSurrogate(log, i);
      tail.append(unprintable || halved ? UNPRINTABLE : c);
    }
    return tail.toString();
  }

  static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isLoneSurrogate(text, i)) {
        return false;
      }
    }
    return true;
  }

  private static void cut(StringBuilder line, int length) {
    boolean halves = length > 0 && Character.isHighSurrogate(line.charAt(length - 1));
    line.setLength(halves ? length - 1 : length);
  }

  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
