package dev.gridcast.trainer.work;

import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.Evaluator;
import dev.gridcast.trainer.evaluate.Metrics;
import dev.gridcast.trainer.evaluate.Yardstick;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.ForwardPass;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

  private final CaseParameters parameters;
  private final CaseSamples samples;
  private final Architecture architecture;

  private CaseScorer(CaseParameters parameters, CaseSamples samples, Architecture architecture) {
    this.parameters = parameters;
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
    return new CaseScorer(parameters, CaseSamples.prepare(series, spec), architecture);
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

  /** Rows of a season, as the model or else the step from row to row has it; empty: not known. */
  public OptionalInt season() {
    Double season = parameters.shape().get(TemplateParameter.SEASON);
    return season == null
        ? CaseParameters.season(samples.spec().step())
        : OptionalInt.of(season.intValue());
  }

  /**
   * How good these weights are over a range, beside the naive baselines. Weights of a naive model
   * are none: it is scored all the same.
   *
   * @throws SampleException when the range has no rows, or a forecast is not a finite number
   * @throws IllegalArgumentException when the weights are of another architecture
   */
  public Evaluation score(Weights weights, Range range) throws SampleException {
    Yardstick yardstick = yardstick(range);
    return isNaive()
        ? score(weights, yardstick, range)
        : score(weights, yardstick, samples.samples(range));
  }

  /** Like {@link #score(Weights, Range)}, with windows and a yardstick that were made before. */
  Evaluation score(Weights weights, Yardstick yardstick, Samples windows) throws SampleException {
    return yardstick.evaluate(forwardPass(weights).predict(windows.inputs()));
  }

  /** Like {@link #score(Weights, Range)} for a naive model. */
  Evaluation score(Weights weights, Yardstick yardstick, Range range) throws SampleException {
    requireFitting(weights);
    return yardstick.evaluate(naive(samples.targetRows(range)));
  }

  /**
   * What these weights forecast over a range, row by row: the forecasts that {@link #score(Weights,
   * Range)} judges.
   *
   * @throws SampleException when the range has no rows, or a forecast is not a finite number
   * @throws IllegalArgumentException when the weights are of another architecture
   */
  public RangeForecasts forecasts(Weights weights, Range range) throws SampleException {
    requireFitting(weights);
    int[] rows = samples.targetRows(range);
    if (rows.length == 0) {
      throw new SampleException(
          "there is nothing to forecast in the "
              + range.name().toLowerCase(Locale.ROOT)
              + " range");
    }
    double[][] forecast =
        isNaive()
            ? naive(rows)
            : samples.toPrices(rows, forwardPass(weights).predict(samples.samples(range).inputs()));
    return new RangeForecasts(
        samples.labels(),
        samples.spec().horizon(),
        samples.times(rows),
        samples.spec().step(),
        forecast,
        samples.actual(rows),
        samples.persistence(rows));
  }

  /**
   * What forecasts of a range are measured with: what really came, and the naive baselines.
   *
   * @throws SampleException when the range has no rows, or their errors are no numbers
   */
  Yardstick yardstick(Range range) throws SampleException {
    Yardstick yardstick = Yardstick.of(samples, range);
    OptionalInt season = season();
    return season.isPresent() ? yardstick.withSeason(season.getAsInt()) : yardstick;
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
   * What these weights say comes after the last row, one forecast for each row of the horizon;
   * empty when a gap leaves no whole window there.
   *
   * @throws SampleException when a forecast is not a finite number
   * @throws IllegalArgumentException when the weights are of another architecture
   */
  public List<CandleForecast> forecast(Weights weights) throws SampleException {
    requireFitting(weights);
    Optional<Samples> last = samples.lastWindow();
    if (last.isEmpty()) {
      return List.of();
    }
    int[] rows = last.get().targetRows();
    double[][] prices =
        isNaive()
            ? naive(rows)
            : samples.toPrices(rows, forwardPass(weights).predict(last.get().inputs()));
    List<CandleForecast> forecasts = new ArrayList<>();
    List<String> labels = samples.labels();
    for (Instant time : samples.forecastTimes()) {
      Map<String, Double> values = new LinkedHashMap<>();
      for (int label = 0; label < labels.size(); label++) {
        values.put(labels.get(label), prices[0][forecasts.size() * labels.size() + label]);
      }
      forecasts.add(new CandleForecast(time, values));
    }
    return List.copyOf(forecasts);
  }

  private boolean isNaive() {
    return parameters.model().fitting() == Template.Fitting.NONE;
  }

  private double[][] naive(int[] rows) throws SampleException {
    return parameters.model() == Template.PERSISTENCE
        ? samples.persistence(rows)
        : samples.seasonalNaive(rows, season().orElseThrow());
  }

  private ForwardPass forwardPass(Weights weights) {
    requireFitting(weights);
    return ForwardPass.of(weights);
  }

  private void requireFitting(Weights weights) {
    if (!weights.architecture().equals(architecture)) {
      throw new IllegalArgumentException(
          "the weights are of " + weights.architecture() + ", the case needs " + architecture);
    }
  }
}
