package dev.gridcast.trainer.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Errors of one forecaster over one range.
 *
 * @param pooled every figure that is defined over all rows, steps and labels together, in the order
 *     of {@link Metric}; {@link Metric#RMSE} always is
 * @param perLabel errors of each label, in the labels' order
 */
public record Metrics(Map<Metric, Double> pooled, Map<String, LabelMetrics> perLabel) {
  /**
   * @throws IllegalArgumentException if rmse is missing, or a figure is not finite
   */
  public Metrics {
    pooled = Figures.checked(pooled, Metric.RMSE);
    perLabel = Collections.unmodifiableMap(new LinkedHashMap<>(perLabel));
  }

  /** A pooled figure; empty where it is not defined. */
  public OptionalDouble value(Metric metric) {
    return Figures.value(pooled, metric);
  }

  /** Root of the mean squared error over all rows, steps and labels together, in price units. */
  public double rmse() {
    return value(Metric.RMSE).orElseThrow();
  }

  /** {@link Metric#DIRECTIONAL_ACCURACY}, pooled; empty if nothing moved. */
  public OptionalDouble directionalAccuracy() {
    return value(Metric.DIRECTIONAL_ACCURACY);
  }

  /**
   * The errors of one label.
   *
   * @throws IllegalArgumentException if it was not forecast
   */
  public LabelMetrics label(String label) {
    LabelMetrics metrics = perLabel.get(label);
    if (metrics == null) {
      throw new IllegalArgumentException(
          "\"" + label + "\" is none of the labels " + perLabel.keySet());
    }
    return metrics;
  }
}
