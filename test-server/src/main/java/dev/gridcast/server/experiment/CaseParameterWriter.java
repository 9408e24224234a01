package dev.gridcast.server.experiment;

import dev.gridcast.trainer.feature.Quantity;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.sample.TargetMode;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.series.Timeframe;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.EngineChoice;
import dev.gridcast.trainer.work.ParametersException;
import dev.gridcast.trainer.work.SearchParameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values chosen for a case into the rows of its {@code parameters.csv}.
 *
 * @param horizon rows to forecast
 * @param leadRows rows before a target that must lie in its range: the most that any case of the
 *     experiment looks back, so that all are measured on the same targets
 */
record CaseParameterWriter(
    String experiment,
    Optional<String> asset,
    Timeframe timeframe,
    TargetPlan target,
    int horizon,
    List<FeatureSwitch> features,
    long leadRows,
    EngineChoice engine,
    long seed,
    Instant validationFrom,
    Instant confirmationFrom)
    implements ParameterSpace.CaseTemplate {

  @Override
  public Map<String, String> complete(Map<String, String> chosen) {
    Map<String, String> complete = new LinkedHashMap<>(canonical(rows(chosen)));
    chosen.forEach(
        (name, value) -> {
          if (name.startsWith(OwnParameters.PREFIX)) {
            complete.put(name, value);
          }
        });
    return complete;
  }

  private Map<String, String> rows(Map<String, String> chosen) {
    Template model = SearchParameter.template(chosen);
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("experiment", experiment);
    asset.ifPresent(name -> rows.put("asset", name));
    rows.put("timeframe", timeframe.text());
    rows.put("time", TimeSeries.TIME);
    rows.put("labels", String.join(",", target.labels()));
    rows.put("horizon", Integer.toString(horizon));
    rows.put("target", target.mode().text());
    target.reference().ifPresent(column -> rows.put("reference", column));
    rows.put("lead-rows", Long.toString(leadRows));
    for (SearchParameter parameter : SearchParameter.values()) {
      String value = chosen.get(parameter.key());
      if (value != null && parameter.appliesTo(chosen)) {
        rows.put(parameter.key(), value);
      }
    }
    if (model.fitting() == Template.Fitting.NETWORK) {
      rows.put("engine", engine.key());
      rows.put("seed", Long.toString(seed));
    }
    if (model.fitting() != Template.Fitting.NONE) {
      putColumns(rows, "price-columns", chosen, Quantity.PRICE);
      putColumns(rows, "price-difference-columns", chosen, Quantity.PRICE_DIFFERENCE);
      for (FeatureSwitch feature : features) {
        rows.put(feature.parameter(), value(chosen, feature.parameter()));
      }
    }
    rows.put("validation-from", validationFrom.toString());
    rows.put("confirmation-from", confirmationFrom.toString());
    return rows;
  }

  /** The trainer's own spelling and order, so that both sides hash and write the same bytes. */
  private static Map<String, String> canonical(Map<String, String> rows) {
    try {
      return CaseParameters.of(rows).toMap();
    } catch (ParametersException e) {
      throw new IllegalStateException("a checked experiment has a case that is none: " + rows, e);
    }
  }

  /**
   * The case of a product that has every feature on, looks back farthest, and else has the first
   * values; unchecked.
   */
  Map<String, String> fullest(CaseProduct product, List<ParameterSpace.Dimension> dimensions) {
    Map<String, String> chosen = new LinkedHashMap<>();
    dimensions.forEach(d -> chosen.put(d.name(), d.values().at(0)));
    for (SearchParameter parameter : List.of(SearchParameter.LAGS, SearchParameter.SEASON)) {
      if (parameter.appliesTo(product.model())) {
        chosen.put(parameter.key(), product.largest(parameter).toPlainString());
      }
    }
    features.stream()
        .filter(FeatureSwitch::mayBeOn)
        .forEach(f -> chosen.put(f.parameter(), FeatureSwitch.ON));
    return rows(chosen);
  }

  /** Which inputs are prices matters only where they are taken relative to the last price. */
  private void putColumns(
      Map<String, String> rows, String name, Map<String, String> chosen, Quantity quantity) {
    if (target.mode() != TargetMode.LOG_RETURN) {
      return;
    }
    List<String> columns = new ArrayList<>();
    for (FeatureSwitch feature : features) {
      if (value(chosen, feature.parameter()).equals(FeatureSwitch.ON)) {
        columns.addAll(columns(feature, quantity));
      }
    }
    if (!columns.isEmpty()) {
      Collections.sort(columns);
      rows.put(name, String.join(",", columns));
    }
  }

  /** The columns of a feature that measure this quantity. */
  List<String> columns(FeatureSwitch feature, Quantity quantity) {
    Set<String> prices = new LinkedHashSet<>(TargetPlan.CANDLE_PRICES);
    prices.addAll(target.labels());
    target.reference().ifPresent(prices::add);
    return feature.definition().columns().stream()
        .filter(column -> feature.definition().quantity(column, prices) == quantity)
        .toList();
  }

  private static String value(Map<String, String> chosen, String name) {
    @Nullable String value = chosen.get(name);
    if (value == null) {
      throw new IllegalStateException("no value was chosen for " + name);
    }
    return value;
  }
}
