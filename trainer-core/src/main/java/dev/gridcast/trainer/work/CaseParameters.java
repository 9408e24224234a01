package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.Optimizer;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.sample.TargetMode;
import dev.gridcast.trainer.series.Timeframe;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that makes one test case differ from another, typed and checked.
 *
 * <p>An unknown name, a value of the wrong kind or out of its range is an error that names the
 * parameter, the value and what it must be; nothing is guessed. {@link #toMap} and {@link #toCsv}
 * are canonical: the same case gives the same text, whatever the order or the spelling of its
 * numbers was, with every default written out.
 *
 * @param experiment the name of the experiment, for people
 * @param asset the name of what is forecast, for people
 * @param timeframe the step from row to row; empty: the median step of the series
 * @param time the name of the time column; default {@code time}
 * @param labels the columns to forecast, in order
 * @param target what the network learns of them; default {@code log-return}
 * @param reference the column of the last known price; default {@code close} with {@code
 *     log-return}, none with {@code price}
 * @param priceColumns columns that are price levels
 * @param priceDifferenceColumns columns in price units that are differences
 * @param features each feature by its name, sorted, and whether it is on; at least one is
 * @param lags rows of history per window, 1 to 10,000
 * @param leadRows rows at the start of each range that are only inputs, at least lags; default lags
 * @param model the kind of network; default {@code lstm}
 * @param units LSTM units, 1 to 4,096
 * @param batch windows per step of the optimiser, 1 to 100,000; default 72
 * @param epochs passes over the training range, 1 to 10,000
 * @param learningRate of Adam, above 0 and at most 10; default 0.001
 * @param loss what is minimised; default {@code mae}
 * @param seed of the first weights; default 1
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
    TargetMode target,
    Optional<String> reference,
    List<String> priceColumns,
    List<String> priceDifferenceColumns,
    Map<String, Boolean> features,
    int lags,
    int leadRows,
    Model model,
    int units,
    int batch,
    int epochs,
    double learningRate,
    Loss loss,
    long seed,
    Optional<Instant> validationFrom,
    int trainingPercent,
    Optional<Instant> confirmationFrom) {

  /** The kinds of network there are. */
  public enum Model {
    /** One LSTM layer and a dense layer on its last step. */
    LSTM
  }

  /** Every parameter's name but the features', in canonical order. */
  public static final List<String> NAMES =
      List.of(
          "experiment",
          "asset",
          "timeframe",
          "time",
          "labels",
          "target",
          "reference",
          "price-columns",
          "price-difference-columns",
          "lags",
          "lead-rows",
          "model",
          "units",
          "batch",
          "epochs",
          "learning-rate",
          "loss",
          "seed",
          "validation-from",
          "training-percent",
          "confirmation-from");

  private static final int MAX_LAGS = 10_000;
  private static final int MAX_UNITS = 4_096;
  private static final int MAX_BATCH = 100_000;
  static final int MAX_EPOCHS = 10_000;
  private static final int MAX_LABELS = 256;

  public CaseParameters {
    labels = List.copyOf(labels);
    priceColumns = List.copyOf(priceColumns);
    priceDifferenceColumns = List.copyOf(priceDifferenceColumns);
    features = Collections.unmodifiableMap(new TreeMap<>(features));
  }

  /**
   * The case that these texts describe.
   *
   * @param values the text of each parameter by its name; {@code feature.NAME} is {@code on} or
   *     {@code off}
   * @throws ParametersException when they describe none
   */
  public static CaseParameters of(Map<String, String> values) throws ParametersException {
    ParameterText text = new ParameterText(values);
    List<String> labels = text.requiredList("labels");
    if (labels.size() > MAX_LABELS) {
      throw new ParametersException(
          "parameter \"labels\" must name at most " + MAX_LABELS + " columns: " + labels.size());
    }
    TargetMode target = text.target("target");
    Optional<String> reference = text.text("reference");
    if (target == TargetMode.LOG_RETURN && reference.isEmpty()) {
      reference = Optional.of("close");
    }
    Map<String, Boolean> features = text.features();
    if (!features.containsValue(true)) {
      throw new ParametersException(
          "no feature is on; at least one parameter \"feature.NAME\" must be \"on\"");
    }
    int lags = text.required("lags", 1, MAX_LAGS);
    if (text.has("validation-from") && text.has("training-percent")) {
      throw new ParametersException(
          "parameters \"validation-from\" and \"training-percent\" both say where validation begins;"
              + " give one of them");
    }
    Optional<Instant> validationFrom = text.instant("validation-from");
    Optional<Instant> confirmationFrom = text.instant("confirmation-from");
    if (validationFrom.isPresent()
        && confirmationFrom.isPresent()
        && !validationFrom.get().isBefore(confirmationFrom.get())) {
      throw new ParametersException(
          "parameter \"validation-from\" must be before \"confirmation-from\": \""
              + validationFrom.get()
              + "\" is not before \""
              + confirmationFrom.get()
              + "\"");
    }
    return new CaseParameters(
        text.text("experiment"),
        text.text("asset"),
        text.timeframe("timeframe"),
        text.text("time").orElse("time"),
        labels,
        target,
        reference,
        text.list("price-columns"),
        text.list("price-difference-columns"),
        features,
        lags,
        (int) text.whole("lead-rows", lags, lags, MAX_LAGS),
        text.choice("model", Model.LSTM, Model.class),
        text.required("units", 1, MAX_UNITS),
        (int) text.whole("batch", TrainingOptions.DEFAULT_BATCH, 1, MAX_BATCH),
        text.required("epochs", 1, MAX_EPOCHS),
        text.decimal("learning-rate", TrainingOptions.DEFAULT_LEARNING_RATE, 0, 10),
        text.choice("loss", Loss.MAE, Loss.class),
        text.whole("seed", TrainingOptions.DEFAULT_SEED, Long.MIN_VALUE, Long.MAX_VALUE),
        validationFrom,
        (int) text.whole("training-percent", 80, 1, 99),
        confirmationFrom);
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

  /** The same case without what a volunteer must not know: where confirmation begins. */
  public CaseParameters published() {
    return new CaseParameters(
        experiment,
        asset,
        timeframe,
        time,
        labels,
        target,
        reference,
        priceColumns,
        priceDifferenceColumns,
        features,
        lags,
        leadRows,
        model,
        units,
        batch,
        epochs,
        learningRate,
        loss,
        seed,
        validationFrom,
        trainingPercent,
        Optional.empty());
  }

  /** The names of the features that are on, sorted. */
  public List<String> featuresOn() {
    return features.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  /** What a training engine needs to know. */
  public TrainingOptions trainingOptions() {
    return new TrainingOptions(
        batch, Optimizer.ADAM, loss, TrainingOptions.DEFAULT_HUBER_DELTA, 0, seed);
  }

  /** The canonical text of each parameter by its name, in canonical order, features last. */
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    experiment.ifPresent(text -> map.put("experiment", text));
    asset.ifPresent(text -> map.put("asset", text));
    timeframe.ifPresent(step -> map.put("timeframe", step.text()));
    map.put("time", time);
    map.put("labels", String.join(",", labels));
    map.put("target", target.text());
    reference.ifPresent(text -> map.put("reference", text));
    if (!priceColumns.isEmpty()) {
      map.put("price-columns", String.join(",", priceColumns));
    }
    if (!priceDifferenceColumns.isEmpty()) {
      map.put("price-difference-columns", String.join(",", priceDifferenceColumns));
    }
    map.put("lags", String.valueOf(lags));
    map.put("lead-rows", String.valueOf(leadRows));
    map.put("model", ParameterText.hyphened(model));
    map.put("units", String.valueOf(units));
    map.put("batch", String.valueOf(batch));
    map.put("epochs", String.valueOf(epochs));
    map.put("learning-rate", ParameterText.plain(learningRate));
    map.put("loss", ParameterText.hyphened(loss));
    map.put("seed", String.valueOf(seed));
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
