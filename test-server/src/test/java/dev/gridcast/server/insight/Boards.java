package dev.gridcast.server.insight;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Verification;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables of results without a store. */
final class Boards {

  static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
  static final double PERSISTENCE = 100;

  private Boards() {}

  static ExperimentRecord experiment(String... parameters) {
    List<String> names = new ArrayList<>(List.of("model"));
    names.addAll(List.of(parameters));
    return new ExperimentRecord(
        "test",
        "name: test\n",
        "5".repeat(64),
        "d".repeat(64),
        1_000,
        List.of("close"),
        names,
        List.of(parameters));
  }

  static BoardEditor editor(ExperimentRecord experiment) {
    return new BoardEditor(experiment, 1_000_000);
  }

  /** A verified result; the case was verified as many minutes after the start as its index says. */
  static CaseReport verified(
      long index, double rmse, String volunteer, Map<String, String> parameters) {
    Claim claim = new Claim(rmse * 0.9, 50, 41, 12.5, "vector 1");
    Evaluation found =
        new Evaluation(40, metrics(rmse), Map.of(Baseline.PERSISTENCE, metrics(PERSISTENCE)));
    return report(
        index,
        volunteer,
        parameters,
        CaseState.VERIFIED,
        claim,
        new Verification(rmse * 0.9, found, List.of()));
  }

  /** A case that is in somebody's hands. */
  static CaseReport leased(long index, Map<String, String> parameters) {
    return report(index, "ada", parameters, CaseState.LEASED, null, null);
  }

  private static CaseReport report(
      long index,
      String volunteer,
      Map<String, String> parameters,
      CaseState state,
      @Nullable Claim claim,
      @Nullable Verification found) {
    Instant at = START.plusSeconds(60 * index);
    return new CaseReport(
        new CaseRow(index, "case-" + index, parameters, state, 0),
        Map.of(AttemptOutcome.VERIFIED, 1),
        new Attempt(
            index + 1,
            String.format(Locale.ROOT, "%032x", index),
            index,
            "id-" + volunteer,
            at,
            at,
            at,
            at,
            AttemptOutcome.VERIFIED,
            false,
            ""),
        volunteer,
        claim,
        claim == null ? null : at,
        claim == null ? null : at,
        found,
        found == null ? null : Confirmation.TRUST);
  }

  private static Metrics metrics(double rmse) {
    Map<Metric, Double> figures =
        Map.of(Metric.RMSE, rmse, Metric.MAE, rmse / 2, Metric.DIRECTIONAL_ACCURACY, 0.5);
    return new Metrics(figures, Map.of("close", new LabelMetrics(figures)));
  }
}
