package dev.gridcast.trainer.evaluate;

import dev.gridcast.trainer.sample.CaseSamples;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The formulas of {@link Metric}. */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Judges a network's answers for all targets of a range, beside persistence. Whoever judges more
   * than once, or beside more baselines, keeps a {@link Yardstick}.
   *
   * @param output the network's scaled outputs for {@link CaseSamples#samples(Range)},
   *     [sample][output]
   * @throws SampleException if an answer is not a finite number, or the range is empty
   */
  public static Evaluation evaluate(CaseSamples samples, Range range, float[] output)
      throws SampleException {
    return Yardstick.of(samples, range).evaluate(output);
  }

  /**
   * The errors of "next = last" over all targets of a range.
   *
   * @throws SampleException if the range is empty
   */
  public static Metrics persistence(CaseSamples samples, Range range) throws SampleException {
    return Yardstick.of(samples, range).persistence();
  }

  /**
   * Judges forecasts in price units, each array [row][step of the horizon * labels + label].
   *
   * @param lastKnown what each direction is told from
   * @param trainingSteps mean absolute step of each label over the training range, {@link
   *     CaseSamples#trainingSteps()}; a label that has 0 has no {@link Metric#MASE}
   * @throws SampleException if the forecasts are so far off that their error is no number
   * @throws IllegalArgumentException if the shapes differ, there is no row, or a number is not
   *     finite
   */
  public static Metrics metrics(
      List<String> labels,
      double[][] forecast,
      double[][] actual,
      double[][] lastKnown,
      double[] trainingSteps)
      throws SampleException {
    requireShapes(labels, forecast, actual, lastKnown, trainingSteps);
    Map<String, LabelMetrics> perLabel = new LinkedHashMap<>();
    Tally all = new Tally();
    double scaled = 0;
    for (int label = 0; label < labels.size(); label++) {
      Tally tally = new Tally();
      for (int row = 0; row < actual.length; row++) {
        for (int output = label; output < actual[row].length; output += labels.size()) {
          tally.add(forecast[row][output], actual[row][output], lastKnown[row][output]);
        }
      }
      tally.spread(spread(actual, label, labels.size()));
      Map<Metric, Double> figures = figures(tally);
      double step = trainingSteps[label];
      double mase = Double.isFinite(step) ? tally.mae() / step : Double.NaN;
      Tally.put(figures, Metric.MASE, mase);
      scaled += mase;
      all.add(tally);
      perLabel.put(labels.get(label), new LabelMetrics(figures));
    }
    Map<Metric, Double> pooled = figures(all);
    Tally.put(pooled, Metric.MASE, scaled / labels.size());
    return new Metrics(pooled, perLabel);
  }

  /** Each forecast is a number, yet the square of an absurd one may not be. */
  private static Map<Metric, Double> figures(Tally tally) throws SampleException {
    Map<Metric, Double> figures = tally.figures();
    if (!figures.containsKey(Metric.RMSE) || !figures.containsKey(Metric.MAE)) {
      throw new SampleException("the forecasts are too far off for their error to be a number");
    }
    return figures;
  }

  /** Sum of squares around the mean; 0 where all are equal. */
  private static double spread(double[][] actual, int first, int labels) {
    double sum = 0;
    long count = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] row : actual) {
      for (int output = first; output < row.length; output += labels) {
        sum += row[output];
        count++;
        least = Math.min(least, row[output]);
        most = Math.max(most, row[output]);
      }
    }
    // The mean of equal numbers may be a hair beside them: that hair is no spread.
    if (!(most > least)) {
      return 0;
    }
    double mean = sum / count;
    double squares = 0;
    for (double[] row : actual) {
      for (int output = first; output < row.length; output += labels) {
        squares += (row[output] - mean) * (row[output] - mean);
      }
    }
    return squares;
  }

  private static void requireShapes(
      List<String> labels,
      double[][] forecast,
      double[][] actual,
      double[][] lastKnown,
      double[] trainingSteps) {
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
    int outputs = actual[0].length;
    boolean agree =
        !labels.isEmpty()
            && outputs > 0
            && outputs % labels.size() == 0
            && trainingSteps.length == labels.size();
    if (!agree) {
      throw new IllegalArgumentException(
          outputs + " values and " + trainingSteps.length + " steps for the labels " + labels);
    }
    for (double[][] values : List.of(forecast, actual, lastKnown)) {
      for (int row = 0; row < rows; row++) {
        requireFinite(labels, values[row], row, outputs);
      }
    }
  }

  private static void requireFinite(List<String> labels, double[] values, int row, int outputs) {
    if (values.length != outputs) {
      throw new IllegalArgumentException(
          "row " + row + " has " + values.length + " values, others have " + outputs);
    }
    for (int output = 0; output < outputs; output++) {
      if (!Double.isFinite(values[output])) {
        throw new IllegalArgumentException(
            "the value of \""
                + labels.get(output % labels.size())
                + "\" in row "
                + row
                + " is "
                + values[output]);
      }
    }
  }
}
