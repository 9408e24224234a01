package dev.gridcast.trainer.work;

import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.Evaluator;
import dev.gridcast.trainer.evaluate.Metrics;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.ForwardPass;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.CaseSamples;
import dev.gridcast.trainer.sample.Cuts;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.sample.SampleSpec;
import dev.gridcast.trainer.sample.Samples;
import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.series.Timeframe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The judge of a case: what network it needs, and how good given weights are.
 *
 * <p>Plain Java from end to end and deterministic, so trainer and server get the same figures from
 * the same weights, bit for bit. Made once per case from its parameters and a series; the series
 * needs the rows of the ranges that are to be scored: a volunteer's lacks the confirmation rows.
 * Immutable; threads may share it.
 */
public final class CaseScorer {

  private final CaseSamples samples;
  private final Architecture architecture;

  private CaseScorer(CaseSamples samples, Architecture architecture) {
    this.samples = samples;
    this.architecture = architecture;
  }

  /**
   * A judge for that case.
   *
   * @param parameters with {@code confirmation-from} where the confirmation range is to be scored
   * @param series all columns that the parameters name
   * @throws ParametersException when they name a column that the series lacks
   * @throws SampleException when the series cannot be made into samples: too few rows, a range
   *     without a window
   */
  public static CaseScorer of(CaseParameters parameters, TimeSeries series)
      throws ParametersException, SampleException {
    if (parameters.horizon() > 1 || parameters.training().isEmpty()) {
      throw new ParametersException("not yet: " + parameters);
    }
    CaseColumns columns = CaseColumns.resolve(parameters, series.columns());
    SampleSpec spec;
    Architecture architecture;
    try {
      spec =
          new SampleSpec(
              parameters.labels(),
              columns.inputs(),
              parameters.target(),
              parameters.reference(),
              Set.copyOf(parameters.priceColumns()),
              Set.copyOf(parameters.priceDifferenceColumns()),
              parameters.scaler(),
              parameters.lags(),
              parameters.leadRows(),
              parameters.horizon(),
              step(parameters, series),
              cuts(parameters, series));
      architecture = parameters.architecture(columns.inputs().size());
    } catch (IllegalArgumentException e) {
      throw new ParametersException(String.valueOf(e.getMessage()));
    }
    return new CaseScorer(CaseSamples.prepare(series, spec), architecture);
  }

  private static Duration step(CaseParameters parameters, TimeSeries series)
      throws SampleException {
    Optional<Timeframe> timeframe = parameters.timeframe();
    if (timeframe.isPresent()) {
      return timeframe.get().step();
    }
    try {
      return series.medianStep();
    } catch (SeriesException e) {
      throw new SampleException(String.valueOf(e.getMessage()));
    }
  }

  private static Cuts cuts(CaseParameters parameters, TimeSeries series) throws SampleException {
    if (parameters.validationFrom().isPresent()) {
      return new Cuts(parameters.validationFrom().get(), parameters.confirmationFrom());
    }
    return Cuts.byPercent(series, parameters.trainingPercent());
  }

  /** The network of the case: what a model file must fit. */
  public Architecture architecture() {
    return architecture;
  }

  /** The samples, for whoever trains. */
  public CaseSamples samples() {
    return samples;
  }

  /**
   * How good these weights are over a range, beside persistence.
   *
   * @throws SampleException when the range has no rows, or a forecast is not a finite number
   * @throws IllegalArgumentException when the weights are of another architecture
   */
  public Evaluation score(Weights weights, Range range) throws SampleException {
    return Evaluator.evaluate(
        samples, range, forwardPass(weights).predict(samples.samples(range).inputs()));
  }

  /** Like {@link #score(Weights, Range)}, with windows that were made before. */
  Evaluation score(Weights weights, Range range, Samples windows) throws SampleException {
    return Evaluator.evaluate(samples, range, forwardPass(weights).predict(windows.inputs()));
  }

  /**
   * The errors of "next = last" over a range.
   *
   * @throws SampleException when the range has no rows
   */
  public Metrics persistence(Range range) throws SampleException {
    return Evaluator.persistence(samples, range);
  }

  /**
   * What these weights say comes after the last row; empty when a gap leaves no whole window there.
   *
   * @throws SampleException when the forecast is not a finite number
   * @throws IllegalArgumentException when the weights are of another architecture
   */
  public Optional<CandleForecast> forecast(Weights weights) throws SampleException {
    Optional<Samples> last = samples.lastWindow();
    if (last.isEmpty()) {
      return Optional.empty();
    }
    float[] output = forwardPass(weights).predict(last.get().inputs());
    double[] prices = samples.toPrices(last.get().targetRows(), output)[0];
    Map<String, Double> values = new LinkedHashMap<>();
    for (int label = 0; label < prices.length; label++) {
      values.put(samples.labels().get(label), prices[label]);
    }
    return Optional.of(new CandleForecast(samples.forecastTime(), values));
  }

  private ForwardPass forwardPass(Weights weights) {
    if (!weights.architecture().equals(architecture)) {
      throw new IllegalArgumentException(
          "the weights are of " + weights.architecture() + ", the case needs " + architecture);
    }
    return ForwardPass.of(weights);
  }
}
