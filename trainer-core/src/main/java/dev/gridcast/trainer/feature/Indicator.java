package dev.gridcast.trainer.feature;

import dev.gridcast.trainer.series.TimeSeries;
import java.util.Collection;
import java.util.List;

/**
 * An indicator with its periods, of one column ({@code close} unless told) or, the true range, of
 * whole candles.
 */
record Indicator(Family family, List<Integer> periods, String source) implements Recipe {
  static final String DEFAULT_SOURCE = "close";

  @Override
  public List<String> parts() {
    return family.parts();
  }

  @Override
  public List<String> inputs() {
    return family == Family.ATR ? List.of("high", "low", "close") : List.of(source);
  }

  @Override
  public int warmUpRows() {
    return family.warmUpRows(periods);
  }

  @Override
  public List<double[]> compute(TimeSeries series) throws FeatureException {
    if (family == Family.RETURNS) {
      return List.of(returns(series));
    }
    return family == Family.ATR
        ? Ta4j.averageTrueRange(series, periods.get(0))
        : Ta4j.ofColumn(family, periods, series.column(source));
  }

  private double[] returns(TimeSeries series) throws FeatureException {
    int period = periods.get(0);
    double[] values = series.column(source);
    for (int row = 0; row < values.length; row++) {
      if (values[row] <= 0) {
        throw new FeatureException(
            "returns need positive values, but column \""
                + source
                + "\" is "
                + values[row]
                + " at "
                + series.time(row));
      }
    }
    double[] returns = new double[values.length];
    for (int row = period; row < values.length; row++) {
      returns[row] = StrictMath.log(values[row] / values[row - period]);
    }
    return returns;
  }

  @Override
  public Quantity quantity(Collection<String> priceColumns) {
    if (!priceColumns.containsAll(inputs())) {
      return Quantity.PLAIN;
    }
    return switch (family) {
      case SMA, EMA, BOLLINGER -> Quantity.PRICE;
      case ATR, MACD -> Quantity.PRICE_DIFFERENCE;
      case RSI, RETURNS -> Quantity.PLAIN;
    };
  }
}
