package dev.gridcast.trainer.evaluate;

import dev.gridcast.trainer.sample.CaseSamples;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The formulas. */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Judges a network's answers for all targets of a range.
   *
   * @param output the network's scaled outputs for {@link CaseSamples#samples(Range)},
   *     [sample][label]
   * @throws SampleException if an answer is not a finite number, or the range is empty
   */
  public static Evaluation evaluate(CaseSamples samples, Range range, float[] output)
      throws SampleException {
    int[] rows = rows(samples, range);
    Metrics persistence = persistence(samples, range);
    Metrics model =
        metrics(
            samples.labels(),
            samples.toPrices(rows, output),
            samples.actual(rows),
            samples.lastKnown(rows));
    // Each forecast is a number, yet the square of an absurd one may not be.
    if (!Double.isFinite(model.rmse())) {
      throw new SampleException(
          "the network's forecasts are too far off for their error to be a number");
    }
    OptionalDouble skill =
        persistence.rmse() > 0
            ? OptionalDouble.of(1 - model.rmse() / persistence.rmse())
            : OptionalDouble.empty();
    return new Evaluation(rows.length, model, persistence, skill);
  }

  /**
   * The errors of "next = last" over all targets of a range.
   *
   * @throws SampleException if the range is empty
   */
  public static Metrics persistence(CaseSamples samples, Range range) throws SampleException {
    int[] rows = rows(samples, range);
    return metrics(
        samples.labels(), samples.persistence(rows), samples.actual(rows), samples.lastKnown(rows));
  }

  private static int[] rows(CaseSamples samples, Range range) throws SampleException {
    int[] rows = samples.targetRows(range);
    if (rows.length == 0) {
      throw new SampleException(
          "there is nothing to evaluate in the "
              + range.name().toLowerCase(Locale.ROOT)
              + " range");
    }
    return rows;
  }

  /**
   * Judges forecasts in price units, each array [row][label].
   *
   * @param lastKnown what each direction is told from
   * @throws IllegalArgumentException if the shapes differ, there is no row, or a number is not
   *     finite
   */
  public static Metrics metrics(
      List<String> labels, double[][] forecast, double[][] actual, double[][] lastKnown) {
    int rows = actual.length;
    if (rows == 0 || forecast.length != rows || lastKnown.length != rows) {
      throw new IllegalArgumentException(
          forecast.length
              + " forecasts, "
              + rows
              + " actual rows and "
              + lastKnown.length
              + " last known rows do not make an evaluation");
    }
    Map<String, LabelMetrics> perLabel = new LinkedHashMap<>();
    double pooled = 0;
    long moved = 0;
    long right = 0;
    for (int label = 0; label < labels.size(); label++) {
      double squares = 0;
      double absolutes = 0;
      double magnitudes = 0;
      for (int row = 0; row < rows; row++) {
        double real = value(labels, actual, row, label);
        double last = value(labels, lastKnown, row, label);
        double guess = value(labels, forecast, row, label);
        double error = guess - real;
        squares += error * error;
        absolutes += Math.abs(error);
        magnitudes += Math.abs(real);
        if (real != last) {
          moved++;
          right += Double.compare(guess, last) != 0 && guess > last == real > last ? 1 : 0;
        }
      }
      pooled += squares;
      double mae = absolutes / rows;
      OptionalDouble mape =
          magnitudes > 0 ? OptionalDouble.of(100 * absolutes / magnitudes) : OptionalDouble.empty();
      perLabel.put(labels.get(label), new LabelMetrics(Math.sqrt(squares / rows), mae, mape));
    }
    OptionalDouble direction =
        moved > 0 ? OptionalDouble.of((double) right / moved) : OptionalDouble.empty();
    return new Metrics(Math.sqrt(pooled / rows / labels.size()), direction, perLabel);
  }

  private static double value(List<String> labels, double[][] values, int row, int label) {
    if (values[row].length != labels.size()) {
      throw new IllegalArgumentException(
          "row " + row + " has " + values[row].length + " values for the labels " + labels);
    }
    double value = values[row][label];
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "the value of \"" + labels.get(label) + "\" in row " + row + " is " + value);
    }
    return value;
  }
}
