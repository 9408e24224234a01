package dev.gridcast.trainer.feature;

import dev.gridcast.trainer.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.ta4j.core.Bar;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/**
 * The one class that knows ta4j. It computes with doubles: ta4j's decimal numbers are a hundred
 * times slower.
 */
final class Ta4j {
  private static final double BOLLINGER_WIDTH = 2;

  /** Indicators look at the order of the bars only, so any step will do. */
  private static final Duration STEP = Duration.ofMinutes(1);

  private Ta4j() {}

  /** An indicator of one column: a market whose candles are flat. */
  static List<double[]> ofColumn(Family family, List<Integer> periods, double[] column) {
    ClosePriceIndicator values = new ClosePriceIndicator(bars(column, column, column));
    int period = periods.get(0);
    int rows = column.length;
    return switch (family) {
      case SMA -> List.of(read(new SMAIndicator(values, period), rows));
      case EMA -> List.of(read(new EMAIndicator(values, period), rows));
      case RSI -> List.of(read(new RSIIndicator(values, period), rows));
      case MACD -> macd(values, periods, rows);
      case BOLLINGER -> bollinger(values, period, rows);
      case ATR, RETURNS ->
          throw new IllegalArgumentException(family + " is not made of one column by ta4j");
    };
  }

  static List<double[]> averageTrueRange(TimeSeries series, int period) {
    BarSeries bars = bars(series.column("high"), series.column("low"), series.column("close"));
    return List.of(read(new ATRIndicator(bars, period), series.rows()));
  }

  private static List<double[]> macd(ClosePriceIndicator values, List<Integer> periods, int rows) {
    MACDIndicator macd = new MACDIndicator(values, periods.get(0), periods.get(1));
    double[] line = read(macd, rows);
    double[] signal = read(macd.getSignalLine(periods.get(2)), rows);
    double[] histogram = new double[rows];
    for (int row = 0; row < rows; row++) {
      histogram[row] = line[row] - signal[row];
    }
    return List.of(line, signal, histogram);
  }

  private static List<double[]> bollinger(ClosePriceIndicator values, int period, int rows) {
    double[] middle = read(new SMAIndicator(values, period), rows);
    double[] deviation = read(new StandardDeviationIndicator(values, period), rows);
    double[] upper = new double[rows];
    double[] lower = new double[rows];
    for (int row = 0; row < rows; row++) {
      upper[row] = middle[row] + BOLLINGER_WIDTH * deviation[row];
      lower[row] = middle[row] - BOLLINGER_WIDTH * deviation[row];
    }
    return List.of(upper, middle, lower);
  }

  private static double[] read(org.ta4j.core.Indicator<Num> indicator, int rows) {
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = indicator.getValue(row).doubleValue();
    }
    return values;
  }

  private static BarSeries bars(double[] high, double[] low, double[] close) {
    List<Bar> bars = new ArrayList<>(close.length);
    for (int row = 0; row < close.length; row++) {
      Num last = DoubleNum.valueOf(close[row]);
      bars.add(
          new BaseBar(
              STEP,
              Instant.EPOCH.plus(STEP.multipliedBy(row)).atZone(ZoneOffset.UTC),
              last,
              DoubleNum.valueOf(high[row]),
              DoubleNum.valueOf(low[row]),
              last,
              DoubleNum.ZERO,
              DoubleNum.ZERO));
    }
    return new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).withBars(bars).build();
  }
}
