package dev.gridcast.server.experiment;

import dev.gridcast.trainer.feature.FeatureDefinition;
import dev.gridcast.trainer.feature.FeatureException;
import dev.gridcast.trainer.sample.Cuts;
import dev.gridcast.trainer.series.Gap;
import dev.gridcast.trainer.series.Gaps;
import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.series.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the dataset of an experiment: reads the columns that are needed, settles the gaps, cuts the
 * ranges, computes every feature that may be on, and drops the rows before all of them have values.
 */
final class DatasetBuilder {

  /**
   * A dataset and what happened on the way to it.
   *
   * @param raw the source, as far as it is needed
   * @param gaps places where rows were missing in the source
   * @param warmUpRows rows cut off at the start because a feature has no value there
   */
  record Built(ExperimentDataset dataset, TimeSeries raw, List<Gap> gaps, int warmUpRows) {}

  private final DataSection data;
  private final TargetPlan target;
  private final List<FeatureDefinition> features;

  /**
   * @param features the switches in any order; the table does not depend on it
   */
  DatasetBuilder(DataSection data, TargetPlan target, List<FeatureSwitch> features) {
    this.data = data;
    this.target = target;
    this.features =
        features.stream()
            .filter(FeatureSwitch::mayBeOn)
            .map(FeatureSwitch::definition)
            .sorted(Comparator.comparing(FeatureDefinition::name))
            .toList();
  }

  Built build(Split split) throws ExperimentException {
    TimeSeries raw = data.source().read(baseColumns());
    Timeframe timeframe = timeframe(raw);
    List<Gap> gaps = Gaps.find(raw, timeframe.step());
    TimeSeries even = settle(raw, gaps, timeframe);
    Optional<Cuts> cuts = split.cut(raw);
    if (cuts.isEmpty()) {
      throw data.where()
          .owner()
          .problem(
              raw.rows()
                  + " rows are too few to be split into training, validation and confirmation");
    }
    int warmUp = features.stream().mapToInt(FeatureDefinition::warmUpRows).max().orElse(0);
    TimeSeries table = withFeatures(even).slice(Math.min(warmUp, even.rows()), even.rows());
    Instant confirmationFrom = cuts.get().confirmationFrom().orElseThrow();
    ExperimentDataset dataset;
    try {
      dataset =
          new ExperimentDataset(table, timeframe, cuts.get().validationFrom(), confirmationFrom);
    } catch (SeriesException e) {
      throw new ExperimentException(data.source().name() + ": " + e.getMessage(), e);
    }
    return new Built(dataset, raw, gaps, warmUp);
  }

  /** What must be read, in the order of the source. */
  private List<String> baseColumns() {
    Set<String> needed = new LinkedHashSet<>(target.labels());
    target.reference().ifPresent(needed::add);
    features.forEach(feature -> needed.addAll(feature.inputs()));
    return data.source().columns().stream().filter(needed::contains).toList();
  }

  private Timeframe timeframe(TimeSeries raw) throws ExperimentException {
    Duration median;
    try {
      median = raw.medianStep();
    } catch (SeriesException e) {
      throw data.where().owner().problem(String.valueOf(e.getMessage()), e);
    }
    if (data.timeframe().isEmpty()) {
      return fromStep(median);
    }
    Timeframe given = data.timeframe().get();
    if (!given.step().equals(median)) {
      throw data.timeframeValue()
          .orElse(data.where().owner())
          .problem(
              given.text()
                  + " does not fit the data: most rows of "
                  + data.source().name()
                  + " are "
                  + words(median)
                  + " apart");
    }
    return given;
  }

  private Timeframe fromStep(Duration step) throws ExperimentException {
    try {
      return Timeframe.parse(words(step));
    } catch (SeriesException e) {
      throw data.where()
          .missing("timeframe", "the rows are " + step + " apart, which is no timeframe like 4h");
    }
  }

  private TimeSeries settle(TimeSeries raw, List<Gap> gaps, Timeframe timeframe)
      throws ExperimentException {
    if (gaps.isEmpty()) {
      return raw;
    }
    for (Gap gap : gaps) {
      if (gap.missingRows() == 0) {
        throw data.where()
            .owner()
            .problem(
                "the rows at "
                    + gap.last()
                    + " and "
                    + gap.next()
                    + " in "
                    + data.source().name()
                    + " are nearer than the timeframe "
                    + timeframe.text()
                    + "; remove the one that does not belong");
      }
    }
    if (data.gaps().isEmpty()) {
      Gap first = gaps.get(0);
      throw data.where()
          .missing(
              "gaps",
              String.format(
                  Locale.ROOT,
                  "rows are missing at %,d %s, the first between %s and %s; write gaps: drop"
                      + " (leave out what spans one) or gaps: repeat (repeat the last row)",
                  gaps.size(),
                  gaps.size() == 1 ? "place" : "places",
                  first.last(),
                  first.next()));
    }
    if (data.gaps().get() == GapPolicy.DROP) {
      return raw;
    }
    try {
      return Gaps.repeatLastRow(raw, timeframe.step());
    } catch (SeriesException e) {
      throw data.where().require("gaps", "").problem(String.valueOf(e.getMessage()), e);
    }
  }

  private TimeSeries withFeatures(TimeSeries even) throws ExperimentException {
    Set<String> kept = new LinkedHashSet<>(target.labels());
    target.reference().ifPresent(kept::add);
    List<String> computed = new ArrayList<>();
    TimeSeries all = even;
    for (FeatureDefinition feature : features) {
      try {
        TimeSeries columns = feature.compute(even);
        all = all.with(columns);
        kept.addAll(columns.columns());
        computed.addAll(columns.columns());
      } catch (FeatureException e) {
        throw new ExperimentException(data.source().name() + ": " + e.getMessage(), e);
      }
    }
    refuseMixedUp(kept);
    List<String> order = new ArrayList<>(even.columns());
    order.retainAll(kept);
    computed.removeAll(order);
    order.addAll(computed);
    return all.select(order);
  }

  /** To the trainer a feature NAME is every column NAME.part, so no stranger may be called so. */
  private void refuseMixedUp(Set<String> columns) throws ExperimentException {
    for (FeatureDefinition feature : features) {
      for (String column : columns) {
        if (column.startsWith(feature.name() + ".") && !feature.columns().contains(column)) {
          throw data.where()
              .owner()
              .problem(
                  "the column "
                      + Value.quoted(column)
                      + " would be taken for a part of the feature "
                      + Value.quoted(feature.name())
                      + "; rename it in the file");
        }
      }
    }
  }

  /** A step as traders write it, like {@code 4h}. */
  private static String words(Duration step) {
    long seconds = step.toSeconds();
    if (step.toMillis() != seconds * 1000) {
      return step.toString();
    }
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
