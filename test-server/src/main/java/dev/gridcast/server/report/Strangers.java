package dev.gridcast.server.report;

/** Text that strangers chose, such as their names, for places where it could do harm. */
public final class Strangers {

  private Strangers() {}

  /** With an apostrophe before what a spreadsheet would run as a formula. */
  public static String inSheet(String text) {
    return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  /** Cut to a length, and without what would command the terminal. */
  static String onScreen(String text, int longest) {
    int[] visible =
        text.codePoints()
            .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
            .toArray();
    return visible.length <= longest
        ? new String(visible, 0, visible.length)
        : new String(visible, 0, longest - 1) + "\u2026";
  }
}
