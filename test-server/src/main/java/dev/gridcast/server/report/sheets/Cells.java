package dev.gridcast.server.report.sheets;

import java.util.ArrayList;
import java.util.List;

/** Rows and columns of a spreadsheet as Google's ranges write them, and what cells hold. */
final class Cells {

  /** A cell holds no longer text. */
  static final int LONGEST_TEXT = 50_000;

  private Cells() {}

  /** A column's letters: A for 0, AA for 26. */
  static String column(int place) {
    StringBuilder letters = new StringBuilder();
    for (int left = place; left >= 0; left = left / 26 - 1) {
      letters.append((char) ('A' + left % 26));
    }
    return letters.reverse().toString();
  }

  /**
   * A range of whole rows of ours.
   *
   * @param title what the tab is called
   * @param first the first row, from 1
   * @param last the last row
   * @param width how many columns, from the first on
   */
  static String range(String title, long first, long last, int width) {
    return "'" + title.replace("'", "''") + "'!A" + first + ":" + column(width - 1) + last;
  }

  /** Whether a row of ours is what Google says stands there; it leaves empty ends out. */
  static boolean same(List<Object> ours, List<?> theirs) {
    for (int i = 0; i < ours.size(); i++) {
      if (!same(ours.get(i), i < theirs.size() ? theirs.get(i) : "")) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Object ours, Object theirs) {
    if (ours instanceof Number mine && theirs instanceof Number yours) {
      return Double.compare(mine.doubleValue(), yours.doubleValue()) == 0;
    }
    return ours.equals(theirs);
  }

  /** What empties a row of so many columns. */
  static List<Object> blank(int width) {
    List<Object> row = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      row.add(""); // null would leave the cell as it is
    }
    return row;
  }

  /**
   * As a spreadsheet keeps it: every text cut to what a cell holds, and without what comes back as
   * something else, which would look like the hand of a person.
   */
  static List<Object> fitting(List<Object> row) {
    List<Object> fitting = new ArrayList<>(row.size());
    for (Object cell : row) {
      fitting.add(cell instanceof String text ? fitting(text) : cell);
    }
    return fitting;
  }

  private static String fitting(String text) {
    StringBuilder fitting = new StringBuilder(text.length());
    text.codePoints()
        .map(Cells::kept)
        .takeWhile(c -> fitting.length() + Character.charCount(c) <= LONGEST_TEXT)
        .forEach(fitting::appendCodePoint);
    return fitting.toString();
  }

  /** No control characters, and half a character is no character. */
  private static int kept(int codePoint) {
    if (Character.isISOControl(codePoint)) {
      return ' ';
    }
    boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return half ? '\uFFFD' : codePoint;
  }

  /** At most how many bytes a row takes in a request. */
  static int bytes(List<Object> row) {
    int bytes = 2;
    for (Object cell : row) {
      String text = cell.toString();
      bytes += 3;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        // What JSON escapes, also for the sake of HTML, takes six.
        boolean escaped = c < ' ' || c == 0x2028 || c == 0x2029 || "\"\\<>&='".indexOf(c) >= 0;
        bytes += escaped ? 6 : c < 0x80 ? 1 : 3;
      }
    }
    return bytes;
  }
}
