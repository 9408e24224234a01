package dev.gridcast.server.cli;

import dev.gridcast.server.lease.Counts;

/** Counts of cases in words, for every place that tells how an experiment stands. */
final class CountsText {

  private CountsText() {}

  /** {@code 7 of 16 cases verified, 1 waiting for verification, 0 failed}: what is of interest. */
  static String standing(Counts counts) {
    return Figures.count(counts.verified())
        + " of "
        + Figures.count(counts.total(), "case")
        + " verified"
        + some(counts.reported(), "waiting for verification")
        + some(counts.scored(), "waiting for a second training")
        + some(counts.claimed(), "claimed only")
        + ", "
        + bad(counts);
  }

  /** {@code 2 failed, 1 quarantined, 3 abandoned}; of the last two only those there are. */
  static String bad(Counts counts) {
    return Figures.count(counts.failed())
        + " failed"
        + some(counts.quarantined(), "quarantined")
        + some(counts.abandoned(), "abandoned");
  }

  private static String some(long count, String what) {
    return count == 0 ? "" : ", " + Figures.count(count) + " " + what;
  }
}
