package dev.gridcast.trainer.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Errors of one forecaster over one range.
 *
 * @param rmse root of the mean squared error over all rows and labels together, in price units
 * @param directionalAccuracy the share, 0 to 1, of rows and labels that were forecast on the right
 *     side of the last known value; those that did not move are left out; empty if none moved
 * @param perLabel errors of each label, in the labels' order
 */
public record Metrics(
    double rmse, OptionalDouble directionalAccuracy, Map<String, LabelMetrics> perLabel) {
  public Metrics {
    perLabel = Collections.unmodifiableMap(new LinkedHashMap<>(perLabel));
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
