package dev.gridcast.trainer.evaluate;

/**
 * The figures that a forecaster is judged by, each with its formula.
 *
 * <p>In the formulas {@code f} is a forecast, {@code y} what came, {@code e = f - y}; means and
 * sums run over all rows and all steps of the horizon, of one label or, pooled, of all labels. No
 * figure can be improved by a larger forecast than the right one: what an error is divided by is
 * what came, or, with {@link #SMAPE}, grows more slowly than the error. A figure that a formula
 * does not define (a division by 0) is absent, never a number.
 */
public enum Metric {
  /** Root of the mean squared error: what epochs are chosen by and leaderboards ranked by. */
  RMSE("rmse", "sqrt(mean(e^2))", "price", false, 0, Double.MAX_VALUE),
  /** Mean absolute error. */
  MAE("mae", "mean(|e|)", "price", false, 0, Double.MAX_VALUE),
  /**
   * Mean absolute error in percent of the mean absolute actual value (the weighted form of Kolassa
   * and Schuetz 2007): one quiet row with a value near 0 cannot blow it up.
   */
  MAPE("mape", "100 * sum(|e|) / sum(|y|)", "%", false, 0, Double.MAX_VALUE),
  /**
   * Symmetric percentage error (Makridakis 1993, as in the M4 competition): from 0 to 200; a row
   * where forecast and value are both 0 counts as 0.
   */
  SMAPE("smape", "100 * mean(2 * |e| / (|f| + |y|))", "%", false, 0, 200),
  /**
   * Mean absolute scaled error (Hyndman and Koehler 2006): the error in steps that the label took
   * on average from one row to the next in the training range. Pooled, the mean over the labels,
   * absent where one label has none.
   */
  MASE(
      "mase",
      "mean(|e|) / mean(|y_t - y_(t-1)| over the training range)",
      "ratio",
      false,
      0,
      Double.MAX_VALUE),
  /**
   * Coefficient of determination: 1 is perfect, 0 no better than the mean of what came. Each label
   * is compared with its own mean, also when pooled.
   */
  R2("r2", "1 - sum(e^2) / sum((y - mean(y))^2)", "ratio", true, -Double.MAX_VALUE, 1),
  /**
   * Share of forecasts on the right side of the last known value {@code k}; values that did not
   * move are left out, a forecast of no move is wrong.
   */
  DIRECTIONAL_ACCURACY(
      "directionalAccuracy", "mean(sign(f - k) = sign(y - k)) where y != k", "share", true, 0, 1);

  private final String key;
  private final String formula;
  private final String unit;
  private final boolean higherIsBetter;
  private final double least;
  private final double most;

  Metric(
      String key, String formula, String unit, boolean higherIsBetter, double least, double most) {
    this.key = key;
    this.formula = formula;
    this.unit = unit;
    this.higherIsBetter = higherIsBetter;
    this.least = least;
    this.most = most;
  }

  /** The name in {@code result.json}. */
  public String key() {
    return key;
  }

  /** The formula, for people. */
  public String formula() {
    return formula;
  }

  /** {@code price} (the labels' own unit), {@code %}, {@code ratio} or {@code share} (0 to 1). */
  public String unit() {
    return unit;
  }

  /** Whether a better forecaster has a higher value. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** The smallest value there can be. */
  public double least() {
    return least;
  }

  /** The largest value there can be. */
  public double most() {
    return most;
  }
}
