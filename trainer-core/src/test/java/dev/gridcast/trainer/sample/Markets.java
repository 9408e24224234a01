package dev.gridcast.trainer.sample;

import dev.gridcast.trainer.series.TimeSeries;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Made-up candles for tests: a seeded random walk, hourly unless rows are left out. */
public final class Markets {
  public static final Duration HOUR = Duration.ofHours(1);

  private Markets() {}

  public static TimeSeries candles(int rows) {
    Random random = new Random(7);
    long[] times = new long[rows];
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String name : new String[] {"open", "high", "low", "close", "volume"}) {
      columns.put(name, new double[rows]);
    }
    double price = 100;
    for (int row = 0; row < rows; row++) {
      times[row] = row * HOUR.toMillis();
      double open = price * StrictMath.exp(0.003 * random.nextGaussian());
      price *= StrictMath.exp(0.01 * random.nextGaussian());
      put(columns, "open", row, open);
      put(columns, "high", row, Math.max(open, price) * 1.002);
      put(columns, "low", row, Math.min(open, price) * 0.998);
      put(columns, "close", row, price);
      put(columns, "volume", row, 50 + 10 * random.nextDouble());
    }
    return TimeSeries.of(times, columns);
  }

  private static void put(Map<String, double[]> columns, String name, int row, double value) {
    columns.getOrDefault(name, new double[0])[row] = value;
  }

  /** The table without this row: a gap. */
  public static TimeSeries without(TimeSeries series, int missing) {
    long[] times = new long[series.rows() - 1];
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String name : series.columns()) {
      columns.put(name, new double[times.length]);
    }
    for (int row = 0; row < times.length; row++) {
      int source = row < missing ? row : row + 1;
      times[row] = series.epochMillis(source);
      for (String name : series.columns()) {
        put(columns, name, row, series.value(name, source));
      }
    }
    return TimeSeries.of(times, columns);
  }

  /** The table with one value changed. */
  public static TimeSeries with(TimeSeries series, String column, int row, double value) {
    double[] values = series.column(column);
    values[row] = value;
    return series.with(column, values);
  }

  /** The table with every value from this row on made three times as large. */
  public static TimeSeries tripledFrom(TimeSeries series, int firstRow) {
    TimeSeries changed = series;
    for (String name : series.columns()) {
      double[] values = series.column(name);
      for (int row = firstRow; row < values.length; row++) {
        values[row] *= 3;
      }
      changed = changed.with(name, values);
    }
    return changed;
  }

  /** The table with every value of these rows replaced by a positive number of any size. */
  public static TimeSeries wild(TimeSeries series, int from, int to, long seed) {
    Random random = new Random(seed);
    TimeSeries changed = series;
    for (String name : series.columns()) {
      double[] values = series.column(name);
      for (int row = Math.max(0, from); row < Math.min(to, values.length); row++) {
        values[row] = 100 * StrictMath.exp(3 * random.nextGaussian());
      }
      changed = changed.with(name, values);
    }
    return changed;
  }
}
