package dev.gridcast.server.report;

import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.Verification;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.Metrics;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well forecasters without art do on the confirmation range, where all cases are measured on
 * the same rows: what a search must beat to be worth its electricity.
 *
 * @param rmse the lowest error that each baseline is known to reach: as a case of the experiment,
 *     or measured by the server beside another one; empty before the first verified result
 */
public record Floor(Map<Baseline, Double> rmse) {

  public Floor {
    Map<Baseline, Double> copy = new EnumMap<>(Baseline.class);
    copy.putAll(rmse);
    rmse = Collections.unmodifiableMap(copy);
  }

  /** The floor as of this moment. */
  static Floor of(StoreReader reader) {
    return of(reader, cases(reader));
  }

  /** The best verified case of each baseline that the experiment tries. */
  static Map<Baseline, CaseReport> cases(StoreReader reader) {
    Map<Baseline, CaseReport> cases = new EnumMap<>(Baseline.class);
    for (Baseline baseline : Baseline.values()) {
      reader.bestOf(baseline.key()).ifPresent(best -> cases.put(baseline, best));
    }
    return cases;
  }

  /** {@link #of(StoreReader)} for who has the {@link #cases} already. */
  static Floor of(StoreReader reader, Map<Baseline, CaseReport> cases) {
    Map<Baseline, Double> rmse = new EnumMap<>(Baseline.class);
    for (CaseReport best : reader.best(1)) {
      Verification found = best.verification();
      if (found != null) {
        for (Map.Entry<Baseline, Metrics> baseline : found.confirmation().baselines().entrySet()) {
          rmse.put(baseline.getKey(), baseline.getValue().rmse());
        }
      }
    }
    cases.forEach(
        (baseline, best) -> {
          Verification found = best.verification();
          if (found != null) {
            rmse.merge(baseline, found.rmse(), Math::min);
          }
        });
    return new Floor(rmse);
  }

  /** Whether a model, by its word in {@code parameters.csv}, is a baseline. */
  static boolean isBaseline(String model) {
    return Arrays.stream(Baseline.values()).anyMatch(baseline -> baseline.key().equals(model));
  }

  /** The error of a baseline; empty where nobody measured it. */
  OptionalDouble rmse(Baseline baseline) {
    Double found = rmse.get(baseline);
    return found == null ? OptionalDouble.empty() : OptionalDouble.of(found);
  }

  /** 1 - error / the baseline's error; empty where there is none to compare with. */
  OptionalDouble skill(double error, Baseline baseline) {
    OptionalDouble other = rmse(baseline);
    return other.isPresent() && other.getAsDouble() > 0
        ? OptionalDouble.of(1 - error / other.getAsDouble())
        : OptionalDouble.empty();
  }

  /** The baseline with the lowest error; empty where none was measured. */
  Optional<Baseline> strongest() {
    return rmse.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** The baselines that an error does not beat, the strongest first. */
  List<Baseline> unbeatenBy(double error) {
    return rmse.entrySet().stream()
        .filter(entry -> entry.getValue() <= error)
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }
}
