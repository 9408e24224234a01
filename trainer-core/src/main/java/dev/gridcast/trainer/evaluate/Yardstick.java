package dev.gridcast.trainer.evaluate;

import dev.gridcast.trainer.engine.closed.RidgeRegression;
import dev.gridcast.trainer.engine.closed.UnsolvableException;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.ForwardPass;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.sample.CaseSamples;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.sample.Samples;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What forecasts of one range are measured with: what really came, and how far off the baselines
 * were. Made once, used for every epoch. Immutable; threads may share it.
 */
public final class Yardstick {
  private final CaseSamples samples;
  private final Range range;
  private final int[] rows;
  private final double[][] actual;
  private final double[][] lastKnown;
  private final double[] trainingSteps;
  private final double[] persistenceLosses;
  private final Map<Baseline, Metrics> baselines = new EnumMap<>(Baseline.class);

  private Yardstick(CaseSamples samples, Range range) throws SampleException {
    this.samples = samples;
    this.range = range;
    rows = samples.targetRows(range);
    if (rows.length == 0) {
      throw new SampleException(
          "there is nothing to evaluate in the "
              + range.name().toLowerCase(Locale.ROOT)
              + " range");
    }
    actual = samples.actual(rows);
    lastKnown = samples.lastKnown(rows);
    trainingSteps = samples.trainingSteps();
    double[][] persistence = samples.persistence(rows);
    baselines.put(Baseline.PERSISTENCE, metrics(persistence));
    persistenceLosses = losses(persistence);
  }

  private Yardstick(Yardstick other, Baseline baseline, Metrics metrics) {
    samples = other.samples;
    range = other.range;
    rows = other.rows;
    actual = other.actual;
    lastKnown = other.lastKnown;
    trainingSteps = other.trainingSteps;
    persistenceLosses = other.persistenceLosses;
    baselines.putAll(other.baselines);
    baselines.put(baseline, metrics);
  }

  /**
   * A yardstick with persistence alone.
   *
   * @throws SampleException if the range is empty, or its values are so large that the errors of
   *     persistence are no numbers
   */
  public static Yardstick of(CaseSamples samples, Range range) throws SampleException {
    return new Yardstick(samples, range);
  }

  /**
   * With the seasonal naive forecast too; without it where the lead rows do not hold a season,
   * since then not every target row has one before it.
   *
   * @param season rows of one season
   * @throws SampleException if the errors are no numbers
   */
  public Yardstick withSeason(int season) throws SampleException {
    return samples.spec().leadRows() < season
        ? this
        : new Yardstick(
            this, Baseline.SEASONAL_NAIVE, metrics(samples.seasonalNaive(rows, season)));
  }

  /**
   * With the linear baseline too: {@link RidgeRegression} on the training windows.
   *
   * @param training the windows to learn from, {@code samples(Range.TRAINING)}
   * @param windows the windows of this yardstick's range
   * @param ridge how strongly the weights are held to 0
   * @throws UnsolvableException if there is no such model
   * @throws SampleException if the errors are no numbers
   * @throws IllegalArgumentException if there are no features, or more inputs than {@link
   *     RidgeRegression#MAX_INPUTS}
   */
  public Yardstick withLinear(Samples training, Samples windows, double ridge)
      throws UnsolvableException, SampleException {
    if (!Arrays.equals(windows.targetRows(), rows)) {
      throw new IllegalArgumentException("these are not the windows of the range " + range);
    }
    RidgeRegression.requireSize(training.lags(), training.features());
    Architecture architecture =
        Template.LINEAR.architecture(
            Map.of(), training.features(), training.lags(), training.outputs());
    ForwardPass linear = ForwardPass.of(RidgeRegression.fit(training, architecture, ridge));
    double[][] forecast = samples.toPrices(rows, linear.predict(windows.inputs()));
    return new Yardstick(this, Baseline.LINEAR, metrics(forecast));
  }

  /** The errors of the baselines there are. */
  public Map<Baseline, Metrics> baselines() {
    return Collections.unmodifiableMap(baselines);
  }

  /** The errors of "next = last". */
  public Metrics persistence() {
    return Objects.requireNonNull(baselines.get(Baseline.PERSISTENCE));
  }

  /**
   * Judges a network's answers.
   *
   * @param output the network's scaled outputs for the samples of the range, [sample][output]
   * @throws SampleException if an answer is not a finite number, or its error is none
   */
  public Evaluation evaluate(float[] output) throws SampleException {
    return evaluate(samples.toPrices(rows, output));
  }

  /**
   * Judges forecasts in price units, [sample][output].
   *
   * @throws SampleException if an error is no number
   */
  public Evaluation evaluate(double[][] forecast) throws SampleException {
    return new Evaluation(rows.length, metrics(forecast), baselines, skillError(forecast));
  }

  private OptionalDouble skillError(double[][] forecast) {
    return range == Range.CONFIRMATION
        ? SkillError.of(losses(forecast), persistenceLosses, samples.spec().horizon())
        : OptionalDouble.empty();
  }

  /** The squared errors of each row, all steps and labels together. */
  private double[] losses(double[][] forecast) {
    double[] losses = new double[rows.length];
    for (int row = 0; row < rows.length; row++) {
      for (int output = 0; output < actual[row].length; output++) {
        double error = forecast[row][output] - actual[row][output];
        losses[row] += error * error;
      }
    }
    return losses;
  }

  private Metrics metrics(double[][] forecast) throws SampleException {
    return Evaluator.metrics(samples.labels(), forecast, actual, lastKnown, trainingSteps);
  }
}
