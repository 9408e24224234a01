package dev.gridcast.server.insight;

import dev.gridcast.trainer.work.RangeForecasts;
import java.util.Arrays;

/**
 * How far what came lay above a model's forecasts, in price units: quantiles of what to add to a
 * forecast. Half of all rows lay between {@code p25} and {@code p75}, nine tenths between {@code
 * p05} and {@code p95}.
 *
 * @param p05 a twentieth lay below
 * @param p25 a quarter lay below
 * @param p75 a quarter lay above
 * @param p95 a twentieth lay above
 */
public record Band(double p05, double p25, double p75, double p95) {

  /** Of some rows of a label at a step of the horizon. */
  static Band of(RangeForecasts found, int ahead, int label, int from, int until) {
    double[] above = new double[until - from];
    for (int row = from; row < until; row++) {
      above[row - from] = found.actual(row, ahead, label) - found.forecast(row, ahead, label);
    }
    Arrays.sort(above);
    return new Band(
        Quantiles.of(above, 0.05),
        Quantiles.of(above, 0.25),
        Quantiles.of(above, 0.75),
        Quantiles.of(above, 0.95));
  }
}
