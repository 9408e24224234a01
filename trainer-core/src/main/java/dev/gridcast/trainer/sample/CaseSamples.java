package dev.gridcast.trainer.sample;

import dev.gridcast.trainer.series.TimeSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All samples of a test case: its ranges, its scales, and the way back from a network's answers to
 * prices. Immutable.
 *
 * <p>A target row is the first row that is forecast. A row is a valid target if it, the {@code
 * leadRows} rows before it and the {@code horizon - 1} rows after it lie in one range and are one
 * step apart each. Its window is the {@code lags} rows before it. Forecasts of a target row are
 * [step of the horizon][label], all labels of its first step first.
 */
public final class CaseSamples {
  private final TimeSeries series;
  private final SampleSpec spec;
  private final RowRanges ranges;
  private final Map<Range, int[]> targetRows = new EnumMap<>(Range.class);
  private final List<InputColumn> inputs;
  private final Targets targets;

  private CaseSamples(TimeSeries series, SampleSpec spec) throws SampleException {
    this.series = series;
    this.spec = spec;
    InputColumns.check(series, spec);
    ranges = new RowRanges(series, spec);
    for (Range range : Range.values()) {
      targetRows.put(range, ranges.targetRows(range));
    }
    for (Range range : ranges.named()) {
      ranges.requireSamples(range, count(range));
    }
    inputs = new InputColumns(series, spec, ranges).fit();
    targets = new Targets(series, spec, rows(Range.TRAINING));
  }

  /**
   * Cuts, checks and fits.
   *
   * @throws SampleException with a reason: a missing column, a value that is not finite, a price
   *     that is not positive where logarithms need one, a range without a single valid window
   */
  public static CaseSamples prepare(TimeSeries series, SampleSpec spec) throws SampleException {
    return new CaseSamples(series, spec);
  }

  /** What the samples were made by. */
  public SampleSpec spec() {
    return spec;
  }

  /** The labels, in output order. */
  public List<String> labels() {
    return spec.labels();
  }

  /** The scale of each feature, in the network's input order. */
  public Map<String, Scaler> inputScalers() {
    Map<String, Scaler> scalers = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      scalers.put(spec.features().get(i), inputs.get(i).scaler());
    }
    return Collections.unmodifiableMap(scalers);
  }

  /** The scale of each output, [step of the horizon][label]; of what {@link TargetMode} says. */
  public List<Scaler> targetScalers() {
    return targets.scalers();
  }

  /** Whether there is such a range: {@link Range#CONFIRMATION} only where the cuts name it. */
  public boolean has(Range range) {
    return ranges.named().contains(range);
  }

  /** How many valid targets a range has; 0 where there is no such range. */
  public int count(Range range) {
    return rows(range).length;
  }

  /** The rows that are valid targets of a range, ascending. */
  public int[] targetRows(Range range) {
    return rows(range).clone();
  }

  private int[] rows(Range range) {
    return Objects.requireNonNull(targetRows.get(range));
  }

  /**
   * The windows of a range, made afresh: keep them while training.
   *
   * @throws SampleException if there is no such range, or a scaled value does not fit a float
   */
  public Samples samples(Range range) throws SampleException {
    if (!has(range)) {
      throw new SampleException("there is no " + range.name().toLowerCase(Locale.ROOT) + " range");
    }
    int[] rows = targetRows(range);
    return samples(rows, targets.scaled(rows));
  }

  /**
   * The window after the last row, without targets, its target row being {@link TimeSeries#rows()}:
   * the forecast of the {@code horizon} rows that come next. Empty if a gap lies in the last {@code
   * lags} rows or they are not of one range: then there is nothing to forecast from.
   *
   * @throws SampleException if a scaled value does not fit a float
   */
  public Optional<Samples> lastWindow() throws SampleException {
    int last = series.rows() - 1;
    if (ranges.rowsBefore(last) < spec.lags() - 1) {
      return Optional.empty();
    }
    return Optional.of(samples(new int[] {last + 1}, new float[0]));
  }

  private Samples samples(int[] rows, float[] scaledTargets) throws SampleException {
    return Samples.of(
        spec.lags(), inputs.size(), spec.outputs(), windows(rows), scaledTargets, rows);
  }

  private float[] windows(int[] rows) throws SampleException {
    int lags = spec.lags();
    int features = inputs.size();
    float[] windows = new float[rows.length * lags * features];
    for (int feature = 0; feature < features; feature++) {
      InputColumn column = inputs.get(feature);
      for (int i = 0; i < rows.length; i++) {
        int oldest = rows[i] - lags;
        for (int lag = 0; lag < lags; lag++) {
          windows[(i * lags + lag) * features + feature] = column.scaled(oldest + lag);
        }
      }
    }
    return windows;
  }

  /** The first instant that {@link #lastWindow()} forecasts: one step after the last row. */
  public Instant forecastTime() {
    return series.lastTime().plus(spec.step());
  }

  /** All instants that {@link #lastWindow()} forecasts, one for each step of the horizon. */
  public List<Instant> forecastTimes() {
    List<Instant> times = new ArrayList<>();
    for (int step = 0; step < spec.horizon(); step++) {
      times.add(forecastTime().plus(spec.step().multipliedBy(step)));
    }
    return times;
  }

  /**
   * How many targets, of all ranges, have enough rows before and after them in their range but a
   * gap among these.
   */
  public int windowsDroppedAtGaps() {
    int dropped = 0;
    for (Range range : ranges.named()) {
      dropped += ranges.droppedAtGaps(range);
    }
    return dropped;
  }

  /**
   * A network's answers as prices: [row][output].
   *
   * @param rows the target rows, as in {@link Samples#targetRows()}
   * @param output the network's scaled outputs, [row][output], row-major
   * @throws SampleException if an answer, or the price it stands for, is not a finite number
   */
  public double[][] toPrices(int[] rows, float[] output) throws SampleException {
    return targets.toPrices(rows, output);
  }

  /** When these rows open. */
  public Instant[] times(int[] rows) {
    Instant[] times = new Instant[rows.length];
    for (int i = 0; i < rows.length; i++) {
      times[i] = series.time(rows[i]);
    }
    return times;
  }

  /** What really came from these target rows on: [row][output]. */
  public double[][] actual(int[] rows) {
    return targets.actual(rows);
  }

  /**
   * The persistence forecast: each label's own value one row before the target row, at every step
   * of the horizon; [row][output].
   */
  public double[][] persistence(int[] rows) {
    return targets.persistence(rows);
  }

  /**
   * The seasonal naive forecast: each label's own value one season before the forecast row; for a
   * step of the horizon beyond a season, the latest known one of the same phase; [row][output].
   *
   * @param rows target rows, or the one of {@link #lastWindow()}
   * @param season rows of one season, at least 1
   * @throws SampleException if a row has no whole season directly before it in its range; no target
   *     row is such a one where {@link SampleSpec#leadRows()} is the season or more
   */
  public double[][] seasonalNaive(int[] rows, int season) throws SampleException {
    if (season < 1) {
      throw new IllegalArgumentException("a season has at least one row: " + season);
    }
    for (int row : rows) {
      // The row after the last one is in no range yet: it follows the last one's.
      int before = row < series.rows() ? ranges.rowsBefore(row) : ranges.rowsBefore(row - 1) + 1;
      if (before < season) {
        throw new SampleException(
            "row "
                + row
                + " has "
                + before
                + " rows directly before it in its range, but a season has "
                + season
                + "; give lead-rows of at least "
                + season
                + ", or a shorter season");
      }
    }
    return targets.seasonal(rows, season);
  }

  /**
   * How far each label moved from one row of the training range to the next, on average, without
   * its sign; steps over a gap are left out. 0 where a label never moved.
   */
  public double[] trainingSteps() {
    return targets.trainingSteps(ranges);
  }

  /**
   * What a direction is told from, [row][output]: the reference one row before the target row, or
   * the label's own value there where there is no reference.
   */
  public double[][] lastKnown(int[] rows) {
    return targets.lastKnown(rows);
  }
}
