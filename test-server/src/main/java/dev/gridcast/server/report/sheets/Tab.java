package dev.gridcast.server.report.sheets;

/**
 * The tabs of a mirror. Their numbers are always the same, so that a tab is known again whatever
 * people call it, and so that a repeated request cannot make it twice.
 */
enum Tab {
  RESULTS(742_100_001, "Results"),
  LEADERBOARD(742_100_002, "Leaderboard"),
  VOLUNTEERS(742_100_003, "Volunteers"),
  EXPERIMENT(742_100_004, "Experiment"),
  FORECASTS(742_100_005, "Forecasts"),
  BEST_SO_FAR(742_100_006, "Best so far");

  private final int id;
  private final String title;

  Tab(int id, String title) {
    this.id = id;
    this.title = title;
  }

  /** The number by which Google knows it. */
  int id() {
    return id;
  }

  /** What it is called unless people call it something else. */
  String title() {
    return title;
  }
}
