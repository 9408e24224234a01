package dev.gridcast.trainer.evaluate;

import java.util.EnumMap;
import java.util.Map;

/** The sums that figures are made of, taken in one fixed order: rows, then steps. */
final class Tally {
  private long count;
  private double squares;
  private double absolutes;
  private double magnitudes;
  private double symmetric;
  private double spread;
  private long moved;
  private long right;

  /** One forecast. */
  void add(double forecast, double actual, double lastKnown) {
    double error = Math.abs(forecast - actual);
    count++;
    squares += error * error;
    absolutes += error;
    magnitudes += Math.abs(actual);
    symmetric += error > 0 ? 2 * error / (Math.abs(forecast) + Math.abs(actual)) : 0;
    if (actual != lastKnown) {
      moved++;
      right +=
          Double.compare(forecast, lastKnown) != 0 && forecast > lastKnown == actual > lastKnown
              ? 1
              : 0;
    }
  }

  /** How far the actual values of one label lie from their mean: the sum of squares. */
  void spread(double squaresAroundMean) {
    spread += squaresAroundMean;
  }

  /** Adds what another one has counted. */
  void add(Tally other) {
    count += other.count;
    squares += other.squares;
    absolutes += other.absolutes;
    magnitudes += other.magnitudes;
    symmetric += other.symmetric;
    spread += other.spread;
    moved += other.moved;
    right += other.right;
  }

  /** Mean absolute error. */
  double mae() {
    return absolutes / count;
  }

  /** Every figure but {@link Metric#MASE} that is a number. */
  Map<Metric, Double> figures() {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    put(figures, Metric.RMSE, Math.sqrt(squares / count));
    put(figures, Metric.MAE, mae());
    put(figures, Metric.MAPE, 100 * absolutes / magnitudes);
    put(figures, Metric.SMAPE, 100 * symmetric / count);
    if (spread > 0 && Double.isFinite(spread)) {
      put(figures, Metric.R2, 1 - squares / spread);
    }
    put(figures, Metric.DIRECTIONAL_ACCURACY, (double) right / moved);
    return figures;
  }

  /** What a formula does not define, or a double cannot hold, stays away. */
  static void put(Map<Metric, Double> figures, Metric metric, double value) {
    if (Double.isFinite(value)) {
      figures.put(metric, value);
    }
  }
}
