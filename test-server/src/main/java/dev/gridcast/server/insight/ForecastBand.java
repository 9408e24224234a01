package dev.gridcast.server.insight;

import dev.gridcast.trainer.work.RangeForecasts;
import java.util.Arrays;

/**
 * Where what comes should lie around a forecast, from how earlier forecasts of the same model
 * turned out. Prices drift: what counts is an error as a share of its forecast, unless some price,
 * or some forecast, was not above zero; then it is the error itself.
 *
 * @param share whether {@code errors} are shares of the forecast, or else in price units
 * @param errors quantiles of what came less the forecast
 */
record ForecastBand(boolean share, Band errors) {

  /** From some rows of a label at a step of the horizon. */
  static ForecastBand of(RangeForecasts found, int ahead, int label, int from, int until) {
    double[] actual = new double[until - from];
    double[] forecast = new double[until - from];
    for (int row = from; row < until; row++) {
      actual[row - from] = found.actual(row, ahead, label);
      forecast[row - from] = found.forecast(row, ahead, label);
    }
    return of(actual, forecast);
  }

  /**
   * From what came and what was forecast.
   *
   * @param actual at least one price
   * @param forecast as many
   */
  static ForecastBand of(double[] actual, double[] forecast) {
    boolean share =
        Arrays.stream(actual).allMatch(price -> price > 0)
            && Arrays.stream(forecast).allMatch(price -> price > 0);
    double[] errors = new double[actual.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = error(share, actual[i], forecast[i]);
    }
    Arrays.sort(errors);
    return new ForecastBand(
        share,
        new Band(
            Quantiles.of(errors, 0.05),
            Quantiles.of(errors, 0.25),
            Quantiles.of(errors, 0.75),
            Quantiles.of(errors, 0.95)));
  }

  private static double error(boolean share, double actual, double forecast) {
    return share ? actual / forecast - 1 : actual - forecast;
  }

  /** The prices between which what was forecast so should lie. */
  Band around(double forecast) {
    return new Band(
        from(forecast, errors.p05()),
        from(forecast, errors.p25()),
        from(forecast, errors.p75()),
        from(forecast, errors.p95()));
  }

  private double from(double forecast, double error) {
    // A share of a forecast below zero would turn the band upside down.
    return share ? forecast + Math.abs(forecast) * error : forecast + error;
  }

  /** Whether a price lies in the inner half of the band around what was forecast. */
  boolean inside50(double actual, double forecast) {
    Band band = around(forecast);
    return actual >= band.p25() && actual <= band.p75();
  }

  /** Whether it lies in the inner nine tenths. */
  boolean inside90(double actual, double forecast) {
    Band band = around(forecast);
    return actual >= band.p05() && actual <= band.p95();
  }
}
