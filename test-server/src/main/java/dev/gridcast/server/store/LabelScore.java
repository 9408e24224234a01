package dev.gridcast.server.store;

/**
 * The errors of a forecast in one label.
 *
 * @param rmse root mean squared error, in price units
 * @param mae mean absolute error, in price units
 * @param mape mean absolute error in percent of the mean absolute actual value
 */
public record LabelScore(double rmse, double mae, double mape) {

  public LabelScore {
    Finite.require("rmse", rmse);
    Finite.require("mae", mae);
    Finite.require("mape", mape);
  }
}
