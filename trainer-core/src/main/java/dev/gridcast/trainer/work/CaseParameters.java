package dev.gridcast.trainer.work;

import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.sample.ScalerKind;
import dev.gridcast.trainer.sample.TargetMode;
import dev.gridcast.trainer.series.Timeframe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Everything that makes one test case differ from another, typed and checked.
 *
 * <p>An unknown name, a value of the wrong kind or out of its range, and a parameter that means
 * nothing to the case are errors that name the parameter, the value and what it must be; nothing is
 * guessed. {@link #toMap} and {@link #toCsv} are canonical: the same case gives the same text,
 * whatever the order or the spelling of its numbers was, with every default written out and nothing
 * that means nothing to it.
 *
 * @param experiment the name of the experiment, for people
 * @param asset the name of what is forecast, for people
 * @param timeframe the step from row to row; empty: the median step of the series
 * @param time the name of the time column; default {@code time}
 * @param labels the columns to forecast, in order; labels times horizon are at most 1,024
 * @param horizon rows to forecast, 1 to 96; default 1
 * @param target what the network learns of them; default {@code log-return}
 * @param reference the column of the last known price; default {@code close} with {@code
 *     log-return}, none with {@code price}
 * @param priceColumns columns that are price levels; none for a naive model
 * @param priceDifferenceColumns columns in price units that are differences; none for a naive model
 * @param features each feature by its name, sorted, and whether it is on; at least one is, but for
 *     a naive model, which has none
 * @param lags rows of history per window, 1 to 10,000; those of the season or 1 for a naive model,
 *     which is told no other
 * @param leadRows rows at the start of each range that are only inputs, at least lags; default lags
 * @param scaler how numbers are brought to the scale of a network; default {@code minmax}
 * @param model the kind of forecaster; default {@code lstm}
 * @param shape each parameter of the model, and no other
 * @param training how a network is fitted; empty for a model that is no network
 * @param engine what a network is fitted by; default {@code auto}, and so for what is no network
 * @param seed of a network's first weights and dropout; default 1, and so for what is no network
 * @param validationFrom the first validation row; empty: {@code trainingPercent} decides
 * @param trainingPercent share of the rows before the first validation row, 1 to 99; default 80
 * @param confirmationFrom the first confirmation row; only in the server's own record
 */
public record CaseParameters(
    Optional<String> experiment,
    Optional<String> asset,
    Optional<Timeframe> timeframe,
    String time,
    List<String> labels,
    int horizon,
    TargetMode target,
    Optional<String> reference,
    List<String> priceColumns,
    List<String> priceDifferenceColumns,
    Map<String, Boolean> features,
    int lags,
    int leadRows,
    ScalerKind scaler,
    Template model,
    Map<TemplateParameter, Double> shape,
    Optional<TrainingPlan> training,
    EngineChoice engine,
    long seed,
    Optional<Instant> validationFrom,
    int trainingPercent,
    Optional<Instant> confirmationFrom) {

  /** Every parameter's name but the features', in canonical order. */
  public static final List<String> NAMES = names();

  static final int MAX_EPOCHS = 10_000;

  public CaseParameters {
    labels = List.copyOf(labels);
    priceColumns = List.copyOf(priceColumns);
    priceDifferenceColumns = List.copyOf(priceDifferenceColumns);
    features = Collections.unmodifiableMap(new TreeMap<>(features));
    Map<TemplateParameter, Double> sorted = new EnumMap<>(TemplateParameter.class);
    sorted.putAll(shape);
    shape = Collections.unmodifiableMap(sorted);
  }

  private static List<String> names() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "experiment",
                "asset",
                "timeframe",
                "time",
                "labels",
                "horizon",
                "target",
                "reference",
                "price-columns",
                "price-difference-columns"));
    for (SearchParameter parameter : SearchParameter.values()) {
      names.add(parameter.key());
      if (parameter == SearchParameter.LAGS) {
        names.add("lead-rows");
      }
    }
    names.addAll(
        List.of("engine", "seed", "validation-from", "training-percent", "confirmation-from"));
    return List.copyOf(names);
  }

  /**
   * Whether a parameter that is not searched means anything to such a model: {@code engine} and
   * {@code seed} do to networks, features and price columns to all but naive ones.
   *
   * @param name of any parameter; {@code feature.NAME} for a feature
   */
  public static boolean applies(String name, Template model) {
    Optional<SearchParameter> searched = SearchParameter.of(name);
    if (searched.isPresent()) {
      return searched.get().appliesTo(model);
    }
    if (name.equals("engine") || name.equals("seed")) {
      return model.fitting() == Template.Fitting.NETWORK;
    }
    boolean input =
        name.equals("price-columns")
            || name.equals("price-difference-columns")
            || name.startsWith(ParameterText.FEATURE);
    return !input || model.fitting() != Template.Fitting.NONE;
  }

  /**
   * The case that these texts describe.
   *
   * @param values the text of each parameter by its name; {@code feature.NAME} is {@code on} or
   *     {@code off}
   * @throws ParametersException when they describe none, or its network cannot exist
   */
  public static CaseParameters of(Map<String, String> values) throws ParametersException {
    return new CaseReader(values).read();
  }

  /**
   * Reads the bytes of a {@code parameters.csv}.
   *
   * @param source what to call it in messages, for example its path
   * @throws ParametersException when it is not one; the message begins with the source
   */
  public static CaseParameters parse(byte[] csv, String source) throws ParametersException {
    Map<String, String> values = ParametersCsv.parse(csv, source);
    try {
      return of(values);
    } catch (ParametersException e) {
      throw new ParametersException(source + ": " + e.getMessage());
    }
  }

  /**
   * Rows of a season where nothing is said: those of a day, or 7 where a row is a day or more.
   *
   * @param step from row to row
   * @return empty when a day is no whole number of rows
   */
  public static OptionalInt season(Duration step) {
    Duration day = Duration.ofDays(1);
    if (step.compareTo(day) >= 0) {
      return OptionalInt.of(7);
    }
    boolean divides = day.toMillis() % step.toMillis() == 0;
    return divides ? OptionalInt.of((int) day.dividedBy(step)) : OptionalInt.empty();
  }

  /** The same case without what a volunteer must not know: where confirmation begins. */
  public CaseParameters published() {
    return new CaseParameters(
        experiment,
        asset,
        timeframe,
        time,
        labels,
        horizon,
        target,
        reference,
        priceColumns,
        priceDifferenceColumns,
        features,
        lags,
        leadRows,
        scaler,
        model,
        shape,
        training,
        engine,
        seed,
        validationFrom,
        trainingPercent,
        Optional.empty());
  }

  /** The names of the features that are on, sorted. */
  public List<String> featuresOn() {
    return features.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  /** Forecasts per window: labels times horizon. */
  public int outputs() {
    return labels.size() * horizon;
  }

  /**
   * How a network is fitted.
   *
   * @throws IllegalStateException when the model is no network
   */
  public TrainingPlan plan() {
    return training.orElseThrow(
        () -> new IllegalStateException(model.key() + " is not fitted epoch by epoch"));
  }

  /**
   * The network of the case.
   *
   * @param inputs columns that the network sees, 0 for a naive model
   * @throws ParametersException when there is no such network; the message names the parameters
   */
  public Architecture architecture(int inputs) throws ParametersException {
    return Networks.architecture(model, shape, inputs, lags, labels.size(), horizon);
  }

  /** The canonical text of each parameter by its name, in canonical order, features last. */
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    experiment.ifPresent(text -> map.put("experiment", text));
    asset.ifPresent(text -> map.put("asset", text));
    timeframe.ifPresent(step -> map.put("timeframe", step.text()));
    map.put("time", time);
    map.put("labels", String.join(",", labels));
    map.put("horizon", String.valueOf(horizon));
    map.put("target", target.text());
    reference.ifPresent(text -> map.put("reference", text));
    if (!priceColumns.isEmpty()) {
      map.put("price-columns", String.join(",", priceColumns));
    }
    if (!priceDifferenceColumns.isEmpty()) {
      map.put("price-difference-columns", String.join(",", priceDifferenceColumns));
    }
    boolean naive = model.fitting() == Template.Fitting.NONE;
    if (!naive) {
      map.put("lags", String.valueOf(lags));
    }
    map.put("lead-rows", String.valueOf(leadRows));
    if (!naive) {
      map.put("scaler", scaler.key());
    }
    map.put("model", model.key());
    for (TemplateParameter own : model.parameters()) {
      map.put(own.key(), ParameterText.plain(shape.getOrDefault(own, own.standard())));
    }
    training.ifPresent(
        plan -> {
          map.putAll(plan.toMap());
          map.put("engine", engine.key());
          map.put("seed", String.valueOf(seed));
        });
    validationFrom.ifPresentOrElse(
        at -> map.put("validation-from", at.toString()),
        () -> map.put("training-percent", String.valueOf(trainingPercent)));
    confirmationFrom.ifPresent(at -> map.put("confirmation-from", at.toString()));
    features.forEach((name, on) -> map.put(ParameterText.FEATURE + name, on ? "on" : "off"));
    return map;
  }

  /** The bytes of the canonical {@code parameters.csv}. */
  public byte[] toCsv() {
    return ParametersCsv.format(toMap());
  }

  @Override
  public String toString() {
    return new String(toCsv(), StandardCharsets.UTF_8);
  }
}
