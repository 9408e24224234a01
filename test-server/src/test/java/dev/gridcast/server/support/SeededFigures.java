package dev.gridcast.server.support;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.store.Verification;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import dev.gridcast.trainer.work.Provenance;
import dev.gridcast.trainer.work.ResultFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Figures that nobody measured, beside which those of the real cases are at home. */
final class SeededFigures {

  /** How far apart the best and the worst of them are, as a share of persistence's error. */
  private static final double SPREAD = 0.35;

  private final Experiment experiment;
  private final RealCase pattern;
  private final double bestSkill;

  /**
   * @param real the cases that were really trained, of which most are to stay the best
   */
  SeededFigures(Experiment experiment, List<RealCase> real) {
    this.experiment = experiment;
    List<RealCase> best =
        real.stream()
            .sorted(Comparator.comparingDouble(found -> found.scoring().verification().rmse()))
            .toList();
    this.pattern = best.get(0);
    this.bestSkill = skill(best.get(Math.min(5, best.size() - 1))) - 0.002;
  }

  private static double skill(RealCase found) {
    return found.scoring().verification().skill().orElseThrow();
  }

  /** What the server is said to have found of a case. */
  Verification verification(long index) {
    double quality = SeededExperiment.quality(experiment.space().decode(index), index);
    double skill = bestSkill - SPREAD * (1 - quality);
    Verification like = pattern.scoring().verification();
    Evaluation measured = like.confirmation();
    double factor = (1 - skill) * like.persistenceRmse() / like.rmse();
    SplittableRandom chance = new SplittableRandom(index + 17);
    double direction = 0.5 + skill / 4 + 0.02 * (chance.nextDouble() - 0.5);
    List<NextCandle> forecast = new ArrayList<>();
    for (NextCandle next : like.forecast()) {
      Map<String, Double> values = new LinkedHashMap<>();
      double shift = 1 + 0.002 * (chance.nextDouble() - 0.5);
      next.values().forEach((label, value) -> values.put(label, value * shift));
      forecast.add(new NextCandle(next.time(), values));
    }
    return new Verification(
        like.validationRmse() * factor * (0.97 + 0.06 * chance.nextDouble()),
        new Evaluation(
            measured.samples(),
            scaled(measured.model(), factor, direction),
            measured.baselines(),
            OptionalDouble.of(0.008 + 0.004 * chance.nextDouble())),
        forecast);
  }

  private static Metrics scaled(Metrics measured, double factor, double direction) {
    Map<String, LabelMetrics> labels = new LinkedHashMap<>();
    measured
        .perLabel()
        .forEach(
            (label, metrics) ->
                labels.put(label, new LabelMetrics(scaled(metrics.values(), factor, direction))));
    return new Metrics(scaled(measured.pooled(), factor, direction), labels);
  }

  private static Map<Metric, Double> scaled(
      Map<Metric, Double> figures, double factor, double direction) {
    Map<Metric, Double> scaled = new EnumMap<>(Metric.class);
    figures.forEach(
        (metric, value) ->
            scaled.put(
                metric,
                switch (metric) {
                  case DIRECTIONAL_ACCURACY -> direction;
                  case R2 -> 1 - (1 - value) * factor * factor;
                  case RMSE, MAE, MAPE, SMAPE, MASE -> value * factor;
                }));
    return scaled;
  }

  Claim claim(Verification found, double seconds) {
    return new Claim(found.validationRmse(), 6, 5, seconds, "vector 1");
  }

  /** A {@code result.json} that can be read, with a learning curve. */
  String resultJson(Verification found, Claim claim, Instant at) {
    List<ResultFile.EpochRecord> history = new ArrayList<>();
    for (int epoch = 1; epoch <= claim.epochs(); epoch++) {
      double above = Math.abs(epoch - claim.bestEpoch()) * 0.06 / epoch;
      history.add(
          new ResultFile.EpochRecord(
              epoch,
              0.02 + 0.1 / epoch,
              claim.validationRmse() * (1 + above),
              OptionalDouble.of(0.001)));
    }
    Provenance provenance =
        new Provenance(
            "seeded",
            "vector",
            "1",
            experiment.dataset().publishedSha256(),
            Blob.wrap(claim.toString().getBytes(StandardCharsets.UTF_8)).sha256(),
            Blob.wrap(at.toString().getBytes(StandardCharsets.UTF_8)).sha256(),
            1,
            "17",
            "Linux 6.1",
            "amd64",
            "unknown",
            at.minusMillis((long) (claim.seconds() * 1_000)),
            at);
    Evaluation validation = found.confirmation();
    Map<Metric, Double> told = new EnumMap<>(Metric.class);
    told.putAll(validation.model().pooled());
    told.put(Metric.RMSE, claim.validationRmse());
    return new String(
        new ResultFile.Trained(
                List.copyOf(validation.model().perLabel().keySet()),
                new Evaluation(
                    validation.samples(),
                    new Metrics(told, validation.model().perLabel()),
                    validation.baselines()),
                876,
                List.of(),
                claim.bestEpoch(),
                claim.epochs(),
                claim.epochs(),
                claim.seconds(),
                0,
                history,
                List.of(),
                provenance)
            .toJson(),
        StandardCharsets.UTF_8);
  }
}
