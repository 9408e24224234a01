package dev.gridcast.server.report;

import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.trainer.evaluate.Baseline;
import java.util.Optional;

/** The verified results that are no baselines: those that were searched for. */
final class Networks {

  /** How far down the leaderboard one is looked for when baselines lead it. */
  private static final int FAR_ENOUGH = 500;

  private Networks() {}

  /** The best of them; empty when there is none near the top. */
  static Optional<CaseReport> best(StoreReader reader) {
    for (int depth : new int[] {1, FAR_ENOUGH}) {
      for (CaseReport report : reader.best(depth)) {
        if (!isBaseline(report)) {
          return Optional.of(report);
        }
      }
    }
    return Optional.empty();
  }

  /** How many there are. */
  static long verified(StoreReader reader) {
    long count = reader.rowCounts().getOrDefault(CaseState.VERIFIED, 0L);
    for (Baseline baseline : Baseline.values()) {
      count -= reader.verifiedOf(baseline.key());
    }
    return count;
  }

  static boolean isBaseline(CaseReport report) {
    return Floor.isBaseline(model(report));
  }

  /** The word for the model of a case; empty where its experiment names none. */
  static String model(CaseReport report) {
    return report.testCase().parameters().getOrDefault("model", "");
  }
}
