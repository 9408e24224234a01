package dev.gridcast.trainer.evaluate;

import java.util.OptionalDouble;

/**
 * Errors of one label.
 *
 * @param rmse root of the mean squared error, in price units
 * @param mae mean absolute error, in price units
 * @param mape {@code mae} in percent of the mean absolute actual value; empty if that is 0
 */
public record LabelMetrics(double rmse, double mae, OptionalDouble mape) {}
