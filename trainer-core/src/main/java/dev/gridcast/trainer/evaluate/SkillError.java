package dev.gridcast.trainer.evaluate;

import java.util.OptionalDouble;

/**
 * The standard error of a skill: how far the skill on these rows may lie from that on other rows of
 * the same kind, by accident alone.
 *
 * <p>With the squared errors of row {@code t}, over all labels and steps of the horizon, {@code
 * m_t} of the model and {@code p_t} of persistence:
 *
 * <pre>
 * r          = sum(m) / sum(p)                                    skill = 1 - sqrt(r)
 * u_t        = m_t - r p_t                                        their mean is 0
 * LRV        = g_0 + 2 sum over l = 1..L of (1 - l / (L + 1)) g_l
 * g_l        = sum over t of u_t u_(t-l) / n
 * L          = max(floor(4 (n / 100)^(2/9)), horizon - 1)
 * se(r)      = sqrt(LRV / n) / mean(p)
 * se(skill)  = se(r) / (2 sqrt(r))
 * </pre>
 *
 * <p>Errors of rows that follow each other are alike, and forecasts of several steps overlap: what
 * they have in common is in the long-run variance (Newey and West, <i>A simple, positive
 * semi-definite, heteroskedasticity and autocorrelation consistent covariance matrix</i>, 1987;
 * their usual rule for L, and never less than what overlapping forecasts need, as with Diebold and
 * Mariano, 1995). {@code se(r)} is the error of a ratio of means, {@code se(skill)} follows from it
 * by the delta method. Rows count as neighbours also across a gap of the data.
 */
final class SkillError {

  /** With fewer rows than this the spread of so few says too little about their spread. */
  static final int FEWEST_ROWS = 30;

  /** And with fewer rows for each lag that is looked at. */
  static final int ROWS_PER_LAG = 4;

  private SkillError() {}

  /**
   * The standard error of {@code 1 - sqrt(sum(model) / sum(persistence))}.
   *
   * @param model squared errors of the model, one for each row, in order of time
   * @param persistence those of persistence
   * @param horizon how many steps each row forecasts, at least 1
   * @return empty where it is not known: there are too few rows, or one of the two made no error
   * @throws IllegalArgumentException if there are not as many of one as of the other
   */
  static OptionalDouble of(double[] model, double[] persistence, int horizon) {
    if (model.length != persistence.length) {
      throw new IllegalArgumentException(
          model.length + " rows of the model and " + persistence.length + " of persistence");
    }
    int rows = model.length;
    int lags = lags(rows, horizon);
    if (rows < FEWEST_ROWS || rows < (long) ROWS_PER_LAG * lags) {
      return OptionalDouble.empty();
    }
    double mean = sum(persistence) / rows;
    double ratio = sum(model) / rows / mean;
    double[] differences = new double[rows];
    for (int row = 0; row < rows; row++) {
      differences[row] = model[row] - ratio * persistence[row];
    }
    double ofRatio = Math.sqrt(longRunVariance(differences, lags) / rows) / mean;
    double ofSkill = ofRatio / (2 * Math.sqrt(ratio));
    return Double.isFinite(ofSkill) ? OptionalDouble.of(ofSkill) : OptionalDouble.empty();
  }

  /** How far apart rows are still looked at together. */
  static int lags(int rows, int horizon) {
    return Math.max((int) Math.floor(4 * Math.pow(rows / 100.0, 2.0 / 9)), horizon - 1);
  }

  /** Of numbers whose mean is 0. Never negative but for rounding, which is cut off. */
  private static double longRunVariance(double[] values, int lags) {
    double variance = covariance(values, 0);
    for (int lag = 1; lag <= lags; lag++) {
      variance += 2 * (1 - lag / (lags + 1.0)) * covariance(values, lag);
    }
    return Math.max(0, variance);
  }

  private static double covariance(double[] values, int lag) {
    double sum = 0;
    for (int row = lag; row < values.length; row++) {
      sum += values[row] * values[row - lag];
    }
    return sum / values.length;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
