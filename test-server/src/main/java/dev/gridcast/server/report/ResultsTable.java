package dev.gridcast.server.report;

/** The leaderboard as text for a terminal, 100 columns at most. */
public final class ResultsTable {

  private ResultsTable() {}

  /** Renders the leaderboard, one line per place, each ending in a line feed. */
  public static String render(Leaderboard leaderboard, boolean colours) {
    if (leaderboard != null) {
      throw notYet();
    }
    return "";
  }

  private static UnsupportedOperationException notYet() {
    return new UnsupportedOperationException();
  }
}
