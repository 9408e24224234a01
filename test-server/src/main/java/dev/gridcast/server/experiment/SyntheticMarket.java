package dev.gridcast.server.experiment;

import dev.gridcast.trainer.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A made-up market in candles, the same on every machine and JDK for the same recipe. Its returns
 * are noise around three things that can be learnt: a trend that turns slowly, a season that
 * repeats every day, and momentum from one candle to the next. The size of the noise comes in
 * clusters and follows the hour, as in real markets, and volume follows the noise.
 */
final class SyntheticMarket {

  static final List<String> COLUMNS = List.of("open", "high", "low", "close", "volume");

  /**
   * What a market is made from.
   *
   * @param rows how many candles
   * @param seed another seed is another market
   * @param step the length of a candle
   * @param start when the first candle opens
   * @param price the first price, above 0
   */
  record Recipe(int rows, long seed, Duration step, Instant start, double price) {}

  private static final double DAY_SECONDS = 86_400;

  /** Standard deviation of an hour's return; longer candles move by the root of their length. */
  private static final double HOURLY_NOISE = 0.004;

  /** How strong the daily season in the returns is, in units of the noise. */
  private static final double SEASON = 0.9;

  /** How much of a candle's surprise carries over to the next candle. */
  private static final double MOMENTUM = 0.25;

  /** How strong the trend is, in units of the noise, and how many candles it takes to turn. */
  private static final double TREND = 0.08;

  private static final double TREND_CANDLES = 150;

  /** The clusters of volatility: GARCH(1,1) with a long-run variance of 1. */
  private static final double SHOCK_WEIGHT = 0.12;

  private static final double MEMORY_WEIGHT = 0.86;

  /** Steps of the price inside a candle, from which its high and low are taken. */
  private static final int PATH_STEPS = 12;

  private final Recipe recipe;
  private final SplittableRandom random;
  private final double[] open;
  private final double[] high;
  private final double[] low;
  private final double[] close;
  private final double[] volume;

  private SyntheticMarket(Recipe recipe) {
    this.recipe = recipe;
    this.random = new SplittableRandom(recipe.seed());
    this.open = new double[recipe.rows()];
    this.high = new double[recipe.rows()];
    this.low = new double[recipe.rows()];
    this.close = new double[recipe.rows()];
    this.volume = new double[recipe.rows()];
  }

  static TimeSeries generate(Recipe recipe) {
    return new SyntheticMarket(recipe).generate();
  }

  private TimeSeries generate() {
    int rows = recipe.rows();
    long[] times = new long[rows];
    double noise = HOURLY_NOISE * StrictMath.sqrt(recipe.step().toMillis() / 3_600_000.0);
    double price = round(recipe.price(), 100);
    double variance = 1;
    double trend = 0;
    double surprise = 0;
    for (int row = 0; row < rows; row++) {
      long time = recipe.start().toEpochMilli() + row * recipe.step().toMillis();
      double dayPart = Math.floorMod(time / 1000, (long) DAY_SECONDS) / DAY_SECONDS;
      double pull = 1 / TREND_CANDLES;
      trend += -pull * trend + TREND * StrictMath.sqrt(2 * pull) * gaussian();
      double size = StrictMath.sqrt(variance) * hourlySize(dayPart);
      double expected = trend + SEASON * season(dayPart) + MOMENTUM * surprise;
      double shock = gaussian();
      surprise = size * shock;
      variance =
          (1 - SHOCK_WEIGHT - MEMORY_WEIGHT)
              + variance * (SHOCK_WEIGHT * shock * shock + MEMORY_WEIGHT);
      double[] path = path(noise * (expected + surprise), noise * size);
      candle(row, price, path);
      volume[row] =
          round(250 * size * StrictMath.exp(0.4 * gaussian() + 0.3 * Math.abs(shock)), 1000);
      times[row] = time;
      price = close[row];
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("open", open);
    columns.put("high", high);
    columns.put("low", low);
    columns.put("close", close);
    columns.put("volume", volume);
    return TimeSeries.of(times, columns);
  }

  private void candle(int row, double first, double[] path) {
    open[row] = first;
    high[row] = first;
    low[row] = first;
    for (double logReturn : path) {
      // Never below a cent: a price of 0 has no logarithm.
      close[row] = Math.max(0.01, round(first * StrictMath.exp(logReturn), 100));
      high[row] = Math.max(high[row], close[row]);
      low[row] = Math.min(low[row], close[row]);
    }
  }

  /** Log-returns against the open along the candle, ending at {@code end}: a Brownian bridge. */
  private double[] path(double end, double size) {
    double[] walk = new double[PATH_STEPS];
    double at = 0;
    for (int i = 0; i < PATH_STEPS; i++) {
      at += size * gaussian() / StrictMath.sqrt(PATH_STEPS);
      walk[i] = at;
    }
    for (int i = 0; i < PATH_STEPS; i++) {
      double part = (i + 1) / (double) PATH_STEPS;
      walk[i] += part * (end - at);
    }
    return walk;
  }

  /** The season of the returns: two waves a day, together of a standard deviation near 1. */
  private static double season(double dayPart) {
    return 1.2 * StrictMath.sin(2 * Math.PI * dayPart)
        + 0.7 * StrictMath.sin(4 * Math.PI * dayPart + 1);
  }

  /** The season of the noise: busy around 15:00 UTC, quiet twelve hours later. */
  private static double hourlySize(double dayPart) {
    return 1 + 0.5 * StrictMath.cos(2 * Math.PI * (dayPart - 0.625));
  }

  /** Box and Muller's normal numbers, in arithmetic that is the same everywhere. */
  private double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * Math.PI * uniform());
  }

  private double uniform() {
    return (random.nextLong() >>> 11) * 0x1.0p-53;
  }

  private static double round(double value, int parts) {
    return StrictMath.rint(value * parts) / parts;
  }
}
