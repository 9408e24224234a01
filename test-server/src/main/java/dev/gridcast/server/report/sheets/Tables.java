package dev.gridcast.server.report.sheets;

import dev.gridcast.server.report.CaseTable;
import dev.gridcast.server.report.sheets.TabPlan.Head;
import dev.gridcast.server.report.sheets.TabPlan.Look;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The columns of every tab. They depend on the experiment alone, never on the rows. */
final class Tables {

  static final int LEADERBOARD_ROWS = 200;
  static final int VOLUNTEER_ROWS = 5_000;
  static final int EXPERIMENT_ROWS = 2_000;
  static final int FORECAST_MODELS = 20;
  static final int FORECAST_ROWS = 2_000;
  static final int BEST_ROWS = 1_000;

  private static final int FIRST_ROWS = 1_001;
  private static final long MOST_ROWS = 10_000_000;

  private Tables() {}

  /** All tabs, from left to right. */
  static List<TabPlan> plans(Store store) {
    ExperimentRecord experiment = store.experiment();
    return List.of(
        results(store),
        plan(Tab.LEADERBOARD, leaderboard(experiment), LEADERBOARD_ROWS, LEADERBOARD_ROWS),
        plan(Tab.VOLUNTEERS, volunteers(), 100, VOLUNTEER_ROWS),
        plan(
            Tab.EXPERIMENT,
            List.of(
                new Head("what", Look.WORD),
                new Head("value", Look.TEXT),
                new Head("note", Look.TEXT)),
            100,
            EXPERIMENT_ROWS),
        plan(Tab.FORECASTS, forecasts(experiment), 100, FORECAST_ROWS),
        plan(Tab.BEST_SO_FAR, bestSoFar(), BEST_ROWS, BEST_ROWS));
  }

  private static TabPlan plan(Tab tab, List<Head> heads, int rows, int most) {
    return new TabPlan(tab, heads, rows + 1, most + 1L);
  }

  private static TabPlan results(Store store) {
    CaseTable table = store.read(reader -> CaseTable.of(store.experiment(), reader));
    List<Head> heads =
        table.heads().stream().map(head -> new Head(head.name(), look(head))).toList();
    int rows = (int) Math.min(FIRST_ROWS, store.experiment().totalCases() + 1);
    return new TabPlan(Tab.RESULTS, heads, rows, MOST_ROWS);
  }

  private static Look look(CaseTable.Head head) {
    if (head.name().equals(CaseTable.SKILL) || head.name().startsWith(CaseTable.SKILL + "_")) {
      return head.name().endsWith("_error") ? Look.NUMBER : Look.SKILL;
    }
    return head.number()
        ? Look.NUMBER
        : head.time() ? Look.TIME : head.name().endsWith("_id") ? Look.HASH : Look.WORD;
  }

  private static List<Head> numbers(String... names) {
    return Stream.of(names).map(name -> new Head(name, Look.NUMBER)).toList();
  }

  private static List<Head> leaderboard(ExperimentRecord experiment) {
    List<Head> heads = new ArrayList<>(numbers("rank", "case_index"));
    heads.add(new Head("model", Look.WORD));
    heads.add(new Head(CaseTable.RMSE, Look.NUMBER));
    heads.add(new Head(CaseTable.SKILL, Look.SKILL));
    heads.addAll(
        numbers(
            "skill_error",
            "persistence_rmse",
            "directional_accuracy",
            "claimed_validation_rmse",
            "verified_validation_rmse",
            "seconds"));
    heads.add(new Head("volunteer", Look.WORD));
    heads.add(new Head("confirmation", Look.WORD));
    heads.add(new Head("verified_at", Look.TIME));
    for (String name : experiment.varying()) {
      heads.add(new Head("param." + name, Look.WORD));
    }
    return heads;
  }

  private static List<Head> volunteers() {
    List<Head> heads = new ArrayList<>();
    heads.add(new Head("volunteer_id", Look.HASH));
    heads.add(new Head("volunteer", Look.WORD));
    heads.add(new Head("machine", Look.TEXT));
    heads.addAll(
        numbers(
            "place",
            "verified",
            "agreed",
            "rejected",
            "failed",
            "abandoned",
            "streak",
            "reliability",
            "compute_hours"));
    heads.add(new Head("vouched", Look.NUMBER));
    heads.add(new Head("first_seen", Look.TIME));
    heads.add(new Head("last_seen", Look.TIME));
    heads.add(new Head("suspended_at", Look.TIME));
    heads.add(new Head("suspended_for", Look.TEXT));
    return heads;
  }

  private static List<Head> forecasts(ExperimentRecord experiment) {
    List<Head> heads = new ArrayList<>(numbers("rank", "case_index"));
    heads.add(new Head("model", Look.WORD));
    heads.add(new Head("volunteer", Look.WORD));
    heads.add(new Head(CaseTable.RMSE, Look.NUMBER));
    heads.add(new Head(CaseTable.SKILL, Look.SKILL));
    heads.add(new Head("forecast_time", Look.TIME));
    for (String label : experiment.labels()) {
      heads.add(new Head("forecast." + label, Look.NUMBER));
    }
    return heads;
  }

  private static List<Head> bestSoFar() {
    List<Head> heads = new ArrayList<>();
    heads.add(new Head("time", Look.TIME));
    heads.addAll(numbers("best_rmse", "persistence_rmse", "results", "case_index"));
    return heads;
  }
}
