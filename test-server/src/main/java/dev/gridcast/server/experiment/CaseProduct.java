package dev.gridcast.server.experiment;

import dev.gridcast.server.experiment.ParameterSpace.Dimension;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.series.Timeframe;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.SearchParameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * All that is asked of one model, by an entry of the key {@code models:} or by {@code parameters:}
 * alone: one product of ranges.
 *
 * @param where the entry, for messages
 * @param model what is searched
 * @param ranges the range of each parameter, in canonical order, without the model
 * @param needs what is written that its cases need of a machine, by the entry or for all
 */
record CaseProduct(
    Value where, Template model, Map<SearchParameter, Written> ranges, CaseNeeds needs) {

  /**
   * The values of a parameter.
   *
   * @param where where they are written, or should be
   * @param said whether they are written; else they are the standard
   */
  record Written(Value where, ValueRange values, boolean said) {}

  CaseProduct {
    Map<SearchParameter, Written> sorted = new EnumMap<>(SearchParameter.class);
    sorted.putAll(ranges);
    ranges = Collections.unmodifiableMap(sorted);
  }

  /** Whether the model looks at nothing but the labels themselves. */
  boolean isNaive() {
    return model.fitting() == Template.Fitting.NONE;
  }

  boolean isNetwork() {
    return model.fitting() == Template.Fitting.NETWORK;
  }

  /** The values of a parameter: what is written, or else the standard. */
  ValueRange values(SearchParameter parameter) {
    Written written = ranges.get(parameter);
    if (written != null) {
      return written.values();
    }
    return ValueRange.Listed.of(
        parameter == SearchParameter.MODEL ? model.key() : parameter.standard().orElseThrow());
  }

  /**
   * The same with the standard value of every parameter that means something to at least one of the
   * cases, so that it makes no difference whether a standard is written.
   */
  CaseProduct complete(Timeframe timeframe) throws ExperimentException {
    Map<SearchParameter, Written> all = new EnumMap<>(SearchParameter.class);
    all.putAll(ranges);
    for (SearchParameter parameter : SearchParameter.values()) {
      if (parameter != SearchParameter.MODEL
          && parameter.appliesTo(model)
          && mayApply(parameter)
          && !all.containsKey(parameter)) {
        Value missing = at(parameter.key());
        all.put(
            parameter,
            new Written(
                missing,
                parameter == SearchParameter.SEASON
                    ? season(missing, timeframe)
                    : values(parameter),
                false));
      }
    }
    return new CaseProduct(where, model, all, needs);
  }

  /** Whether a parameter means something to at least one case, as far as others decide that. */
  private boolean mayApply(SearchParameter parameter) {
    return parameter.governor().isEmpty()
        || RangeOverlap.contains(values(parameter.governor().get()), parameter.governing());
  }

  private static ValueRange season(Value missing, Timeframe timeframe) throws ExperimentException {
    OptionalInt rows = CaseParameters.season(timeframe.step());
    if (rows.isEmpty()) {
      throw missing.problem(
          "missing; a day is no whole number of rows of "
              + timeframe.text()
              + "; write how many rows a season has");
    }
    return ValueRange.Listed.of(Integer.toString(rows.getAsInt()));
  }

  /** Where a parameter that is not written would stand. */
  Value at(String key) {
    String owner = where.path().isEmpty() ? "parameters" : where.path();
    return new Value(where.source(), where.line(), owner + "." + key, where.node());
  }

  /**
   * The ranges of the product: the model's, then the switches of the features unless it looks at
   * none, then those of an own trainer.
   */
  List<Dimension> dimensions(List<FeatureSwitch> features, TrainerPlan trainer) {
    List<Dimension> dimensions = new ArrayList<>();
    for (SearchParameter parameter : SearchParameter.values()) {
      if (parameter == SearchParameter.MODEL || ranges.containsKey(parameter)) {
        dimensions.add(new Dimension(parameter.key(), values(parameter)));
      }
    }
    if (!isNaive()) {
      features.forEach(feature -> dimensions.add(feature.dimension()));
    }
    dimensions.addAll(trainer.parameters());
    return dimensions;
  }

  /** The largest value of a number; its first is not always the smallest. */
  BigDecimal largest(SearchParameter parameter) {
    ValueRange values = values(parameter);
    if (values instanceof ValueRange.Stepped) {
      return new BigDecimal(values.at(values.size() - 1));
    }
    BigDecimal largest = new BigDecimal(values.at(0));
    for (long i = 1; i < values.size(); i++) {
      largest = largest.max(new BigDecimal(values.at(i)));
    }
    return largest;
  }

  /** The smallest value of a number. */
  BigDecimal smallest(SearchParameter parameter) {
    ValueRange values = values(parameter);
    BigDecimal smallest = new BigDecimal(values.at(0));
    if (values instanceof ValueRange.Stepped) {
      return smallest;
    }
    for (long i = 1; i < values.size(); i++) {
      smallest = smallest.min(new BigDecimal(values.at(i)));
    }
    return smallest;
  }
}
