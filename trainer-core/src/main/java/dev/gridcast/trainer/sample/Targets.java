package dev.gridcast.trainer.sample;

import dev.gridcast.trainer.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The labels, there and back: what a network is asked for, and what its answers mean in prices.
 *
 * <p>The outputs of one target row {@code t} are [step of the horizon][label]: all labels of row
 * {@code t}, then those of {@code t + 1}, and so on. Each output has a scale of its own, fitted on
 * the training targets alone: a later step spreads further.
 */
final class Targets {
  private final TimeSeries series;
  private final SampleSpec spec;
  private final double[][] labels;
  private final Optional<double[]> reference;
  private final List<Scaler> scalers = new ArrayList<>();

  /** Fits the scales on these target rows. */
  Targets(TimeSeries series, SampleSpec spec, int[] trainingRows) throws SampleException {
    this.series = series;
    this.spec = spec;
    this.labels = spec.labels().stream().map(series::column).toArray(double[][]::new);
    this.reference = spec.reference().map(series::column);
    double[] training = new double[trainingRows.length];
    for (int output = 0; output < spec.outputs(); output++) {
      for (int i = 0; i < training.length; i++) {
        training[i] = target(output, trainingRows[i]);
      }
      String what = "label \"" + name(output) + "\"";
      scalers.add(Scaler.fit(spec.scaler(), what, training, training.length));
    }
  }

  private int step(int output) {
    return output / labels.length;
  }

  private int label(int output) {
    return output % labels.length;
  }

  private String name(int output) {
    return spec.labels().get(label(output));
  }

  /** What the network is asked for, before scaling. */
  private double target(int output, int row) {
    double value = labels[label(output)][row + step(output)];
    return spec.target() == TargetMode.LOG_RETURN
        ? StrictMath.log(value / reference()[row - 1])
        : value;
  }

  private double[] reference() {
    return reference.orElseThrow();
  }

  /** The scales, [step of the horizon][label]. */
  List<Scaler> scalers() {
    return List.copyOf(scalers);
  }

  /** What a network should answer: [row][output], row-major. */
  float[] scaled(int[] rows) throws SampleException {
    int outputs = spec.outputs();
    float[] targets = new float[rows.length * outputs];
    for (int output = 0; output < outputs; output++) {
      Scaler scaler = scalers.get(output);
      for (int i = 0; i < rows.length; i++) {
        double scaled = scaler.scale(target(output, rows[i]));
        targets[i * outputs + output] =
            InputColumn.narrow(name(output), series, rows[i] + step(output), scaled);
      }
    }
    return targets;
  }

  /** The way back from a network's answers: [row][output]. */
  double[][] toPrices(int[] rows, float[] answers) throws SampleException {
    int outputs = spec.outputs();
    if (answers.length != rows.length * outputs) {
      throw new IllegalArgumentException(
          answers.length + " answers for " + rows.length + " rows of " + outputs + " outputs");
    }
    double[][] prices = new double[rows.length][outputs];
    for (int i = 0; i < rows.length; i++) {
      for (int output = 0; output < outputs; output++) {
        float answer = answers[i * outputs + output];
        double value = scalers.get(output).restore(answer);
        double price =
            spec.target() == TargetMode.LOG_RETURN
                ? reference()[rows[i] - 1] * StrictMath.exp(value)
                : value;
        if (!Double.isFinite(price)) {
          throw new SampleException(
              "the network's answer for \""
                  + name(output)
                  + "\" at "
                  + series.time(rows[i] - 1).plus(spec.step().multipliedBy(step(output) + 1L))
                  + " is "
                  + answer
                  + ", which is no price");
        }
        prices[i][output] = price;
      }
    }
    return prices;
  }

  /** What really came: [row][output]. */
  double[][] actual(int[] rows) {
    double[][] values = new double[rows.length][spec.outputs()];
    for (int i = 0; i < rows.length; i++) {
      for (int output = 0; output < values[i].length; output++) {
        values[i][output] = labels[label(output)][rows[i] + step(output)];
      }
    }
    return values;
  }

  /** Each label's own value one row before the target row, at every step: [row][output]. */
  double[][] persistence(int[] rows) {
    return seasonal(rows, 1);
  }

  /**
   * Each label's latest value of the same phase: one season before, or more where a step of the
   * horizon lies beyond a season.
   */
  double[][] seasonal(int[] rows, int season) {
    double[][] values = new double[rows.length][spec.outputs()];
    for (int i = 0; i < rows.length; i++) {
      for (int output = 0; output < values[i].length; output++) {
        int known = rows[i] - season + step(output) % season;
        values[i][output] = labels[label(output)][known];
      }
    }
    return values;
  }

  /** Mean absolute step of each label from one training row to the next, gaps left out. */
  double[] trainingSteps(RowRanges ranges) {
    double[] means = new double[labels.length];
    for (int label = 0; label < labels.length; label++) {
      double sum = 0;
      int steps = 0;
      for (int row = 0; row < ranges.endRow(Range.TRAINING); row++) {
        if (ranges.rowsBefore(row) > 0) {
          sum += Math.abs(labels[label][row] - labels[label][row - 1]);
          steps++;
        }
      }
      means[label] = sum / steps;
    }
    return means;
  }

  /** The reference one row before the target row, or persistence without one: [row][output]. */
  double[][] lastKnown(int[] rows) {
    if (reference.isEmpty()) {
      return persistence(rows);
    }
    double[][] values = new double[rows.length][spec.outputs()];
    for (int i = 0; i < rows.length; i++) {
      Arrays.fill(values[i], reference()[rows[i] - 1]);
    }
    return values;
  }
}
