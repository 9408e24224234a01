package dev.gridcast.server.store;

import java.util.OptionalDouble;

/**
 * The errors of a forecast in one label.
 *
 * @param rmse root mean squared error, in price units
 * @param mae mean absolute error, in price units
 * @param mape mean absolute error in percent of the mean absolute actual value; empty when that is
 *     0
 */
public record LabelScore(double rmse, double mae, OptionalDouble mape) {

  public LabelScore {
    Finite.require("rmse", rmse);
    Finite.require("mae", mae);
    mape.ifPresent(percent -> Finite.require("mape", percent));
  }
}
