package dev.gridcast.server.report;

import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Verification;
import dev.gridcast.trainer.evaluate.Baseline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The verified results, best first: by their error on the confirmation range, ties by case index.
 *
 * @param experiment whose results they are
 * @param verified how many verified results there are in all
 * @param top the best of them
 * @param baselines the best case of each baseline that has one and is not in {@code top}
 * @param floor what forecasters without art reach on the same rows
 * @param luck how much of the best model's skill is owed to having compared many; empty before
 *     there is one
 */
public record Leaderboard(
    ExperimentRecord experiment,
    long verified,
    List<Ranked> top,
    List<Ranked> baselines,
    Floor floor,
    Optional<Luck> luck) {

  public Leaderboard {
    top = List.copyOf(top);
    baselines = List.copyOf(baselines);
  }

  /** The best {@code limit} results as they are now. */
  public static Leaderboard of(Store store, int limit) {
    ExperimentRecord experiment = store.experiment();
    return store.read(
        reader -> {
          List<Ranked> top = new ArrayList<>();
          for (CaseReport report : reader.best(limit)) {
            top.add(ranked(top.size() + 1, report, experiment));
          }
          Map<Baseline, CaseReport> cases = Floor.cases(reader);
          List<Ranked> baselines = new ArrayList<>();
          cases.forEach(
              (baseline, best) -> {
                if (top.stream().noneMatch(place -> place.model().equals(baseline.key()))) {
                  baselines.add(ranked(reader.rank(best.testCase().index()), best, experiment));
                }
              });
          return new Leaderboard(
              experiment,
              reader.rowCounts().getOrDefault(CaseState.VERIFIED, 0L),
              top,
              baselines,
              Floor.of(reader, cases),
              Luck.of(reader));
        });
  }

  /**
   * The first place alone, as it is now: cheap enough to be asked twice a second, however many
   * results there are.
   */
  public static Optional<Ranked> first(Store store) {
    return store.read(
        reader ->
            reader.best(1).stream()
                .findFirst()
                .map(report -> ranked(1, report, store.experiment())));
  }

  /** Place of a case, from 1; 0 when it has no verified result. */
  public static long rankOf(Store store, long caseIndex) {
    return store.read(reader -> reader.rank(caseIndex));
  }

  static Ranked ranked(long rank, CaseReport report, ExperimentRecord experiment) {
    Verification found =
        Objects.requireNonNull(report.verification(), "only verified results rank");
    Claim claim = Objects.requireNonNull(report.claim(), "a verified result has a claim");
    Instant judgedAt = Objects.requireNonNull(report.judgedAt(), "verified means judged");
    return new Ranked(
        rank,
        report.testCase().index(),
        report.volunteerName(),
        report.attempt().volunteer(),
        report.testCase().parameters().getOrDefault("model", ""),
        varying(report, experiment),
        found.rmse(),
        found.persistenceRmse(),
        found.skill(),
        found.confirmation().model().directionalAccuracy(),
        claim.validationRmse(),
        found.validationRmse(),
        claim.seconds(),
        judgedAt,
        found.forecast(),
        found.skillError(),
        Optional.ofNullable(report.confirmation()));
  }

  private static Map<String, String> varying(CaseReport report, ExperimentRecord experiment) {
    Map<String, String> varying = new LinkedHashMap<>();
    for (String name : experiment.varying()) {
      varying.put(name, report.testCase().parameters().getOrDefault(name, ""));
    }
    return varying;
  }
}
