package dev.gridcast.trainer.sample;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to make of a table: which columns, which windows, which ranges. Made by {@link #builder}.
 *
 * @param labels the columns to forecast, in the network's output order
 * @param features the columns the network sees, in its input order; none for a forecaster that
 *     needs no inputs, such as persistence
 * @param target what the network is asked for
 * @param reference the column of the last known price; always there with {@link
 *     TargetMode#LOG_RETURN}
 * @param priceColumns the columns that are price levels; with {@link TargetMode#LOG_RETURN} they
 *     enter as {@code ln(x_t / reference_{t-1})}
 * @param priceDifferenceColumns the columns that are differences of prices; with {@link
 *     TargetMode#LOG_RETURN} they enter as {@code x_t / reference_{t-1}}
 * @param scaler how inputs and targets are scaled
 * @param lags how many rows a window has, at least 1
 * @param leadRows how many rows before a target must lie in its range, at least {@code lags}
 * @param horizon how many rows are forecast at once, 1 to 96: the target row and those after it
 * @param step the time from one row to the next
 * @param cuts where the ranges begin
 */
public record SampleSpec(
    List<String> labels,
    List<String> features,
    TargetMode target,
    Optional<String> reference,
    Set<String> priceColumns,
    Set<String> priceDifferenceColumns,
    ScalerKind scaler,
    int lags,
    int leadRows,
    int horizon,
    Duration step,
    Cuts cuts) {
  /** Most rows that are forecast at once. */
  public static final int MAX_HORIZON = 96;

  /** Checks all that can be told without the table. */
  public SampleSpec {
    labels = List.copyOf(labels);
    features = List.copyOf(features);
    priceColumns = Set.copyOf(priceColumns);
    priceDifferenceColumns = Set.copyOf(priceDifferenceColumns);
    require(!labels.isEmpty(), "at least one label is needed");
    require(Set.copyOf(labels).size() == labels.size(), "a label is named twice: " + labels);
    require(
        Set.copyOf(features).size() == features.size(), "a feature is named twice: " + features);
    require(lags >= 1, "lags must be at least 1: " + lags);
    require(
        leadRows >= lags,
        "lead-rows must be at least lags: lead-rows is " + leadRows + " while lags is " + lags);
    require(
        horizon >= 1 && horizon <= MAX_HORIZON,
        "horizon must be between 1 and " + MAX_HORIZON + ": " + horizon);
    require(step.toMillis() > 0, "the step between rows must be positive: " + step);
    require(
        target != TargetMode.LOG_RETURN || reference.isPresent(),
        "target log-return needs a reference column, like close");
    for (String column : priceColumns) {
      require(
          !priceDifferenceColumns.contains(column),
          "\"" + column + "\" is both a price and a price difference");
    }
  }

  /** How many numbers a network forecasts per window: [step of the horizon][label]. */
  public int outputs() {
    return horizon * labels.size();
  }

  private static void require(boolean rule, String message) {
    if (!rule) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * Starts from what has no default; log-return against {@code close}, 10 lags, one row ahead,
   * scaled by minmax, and no price columns unless told.
   */
  public static SampleSpecBuilder builder(
      List<String> labels, List<String> features, Duration step, Cuts cuts) {
    return new SampleSpecBuilder(labels, features, step, cuts);
  }
}
