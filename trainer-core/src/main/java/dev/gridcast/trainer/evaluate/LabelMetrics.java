package dev.gridcast.trainer.evaluate;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * Errors of one label, over all rows and steps of the horizon.
 *
 * @param values every figure that is defined, in the order of {@link Metric}; {@link Metric#RMSE}
 *     and {@link Metric#MAE} always are
 */
public record LabelMetrics(Map<Metric, Double> values) {
  /**
   * @throws IllegalArgumentException if rmse or mae is missing, or a figure is not finite
   */
  public LabelMetrics {
    values = Figures.checked(values, Metric.RMSE, Metric.MAE);
  }

  /** A figure; empty where it is not defined. */
  public OptionalDouble value(Metric metric) {
    return Figures.value(values, metric);
  }

  /** Root of the mean squared error, in price units. */
  public double rmse() {
    return value(Metric.RMSE).orElseThrow();
  }

  /** Mean absolute error, in price units. */
  public double mae() {
    return value(Metric.MAE).orElseThrow();
  }

  /** {@link #mae()} in percent of the mean absolute actual value; empty if that is 0. */
  public OptionalDouble mape() {
    return value(Metric.MAPE);
  }
}
