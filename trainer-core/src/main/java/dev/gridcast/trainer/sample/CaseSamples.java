package dev.gridcast.trainer.sample;

import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All samples of a test case: its ranges, its scales, and the way back from a network's answers to
 * prices. Immutable.
 *
 * <p>A row is a valid target if it and the {@code leadRows} rows before it lie in one range and are
 * one step apart each. Its window is the {@code lags} rows before it.
 */
public final class CaseSamples {
  private final TimeSeries series;
  private final SampleSpec spec;
  private final RowRanges ranges;
  private final Map<Range, int[]> targetRows = new EnumMap<>(Range.class);
  private final List<InputColumn> inputs;
  private final List<MinMaxScaler> targetScalers = new ArrayList<>();

  private CaseSamples(TimeSeries series, SampleSpec spec) throws SampleException {
    this.series = series;
    this.spec = spec;
    InputColumns.check(series, spec);
    ranges = new RowRanges(series, spec);
    for (Range range : Range.values()) {
      targetRows.put(range, ranges.targetRows(range));
    }
    for (Range range : ranges.named()) {
      requireSamples(range);
    }
    inputs = new InputColumns(series, spec, ranges).fit();
    fitTargets();
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

  private void requireSamples(Range range) throws SampleException {
    int count = targetRows(range).length;
    if (count == 0) {
      int rows = Math.max(0, ranges.endRow(range) - ranges.firstRow(range));
      String need = " rows, but one window and its target need " + (spec.leadRows() + 1L);
      throw new SampleException(
          ranges.droppedAtGaps(range) > 0
              ? "the "
                  + name(range)
                  + " range has no window without a gap: rows should be "
                  + spec.step()
                  + " apart and are mostly "
                  + usualStep()
                  + "; check the timeframe, or fill the gaps"
              : "the "
                  + name(range)
                  + " range has "
                  + rows
                  + need
                  + " in a row; give more rows, fewer lags or another split");
    }
    long numbers = (long) count * spec.lags() * spec.features().size();
    if (numbers > Integer.MAX_VALUE - 16) {
      throw new SampleException(
          count
              + " windows of "
              + spec.lags()
              + " lags and "
              + spec.features().size()
              + " features in the "
              + name(range)
              + " range are too many; take fewer lags or rows");
    }
  }

  private String usualStep() {
    try {
      return series.medianStep().toString();
    } catch (SeriesException e) {
      return "of no known distance";
    }
  }

  private static String name(Range range) {
    return range.name().toLowerCase(Locale.ROOT);
  }

  private void fitTargets() throws SampleException {
    int[] rows = targetRows(Range.TRAINING);
    for (String label : spec.labels()) {
      double[] training = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        training[i] = target(label, rows[i]);
      }
      targetScalers.add(MinMaxScaler.fit("label \"" + label + "\"", training, rows.length));
    }
  }

  private double target(String label, int row) {
    double value = series.value(label, row);
    return spec.target() == TargetMode.LOG_RETURN
        ? StrictMath.log(value / reference(row - 1))
        : value;
  }

  private double reference(int row) {
    return series.value(spec.reference().orElseThrow(), row);
  }

  /** What the samples were made by. */
  public SampleSpec spec() {
    return spec;
  }

  /** The labels, in output order. */
  public List<String> labels() {
    return spec.labels();
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
      throw new SampleException("there is no " + name(range) + " range");
    }
    int[] rows = targetRows(range);
    int labels = spec.labels().size();
    float[] targets = new float[rows.length * labels];
    for (int label = 0; label < labels; label++) {
      String column = spec.labels().get(label);
      MinMaxScaler scaler = targetScalers.get(label);
      for (int i = 0; i < rows.length; i++) {
        targets[i * labels + label] =
            InputColumn.narrow(column, series, rows[i], scaler.scale(target(column, rows[i])));
      }
    }
    return Samples.of(spec.lags(), spec.features().size(), labels, windows(rows), targets, rows);
  }

  /**
   * The window after the last row, without targets, its target row being {@link TimeSeries#rows()}.
   * Empty if a gap lies in the last {@code lags} rows or they are not of one range: then there is
   * nothing to forecast from.
   *
   * @throws SampleException if a scaled value does not fit a float
   */
  public Optional<Samples> lastWindow() throws SampleException {
    int last = series.rows() - 1;
    if (ranges.rowsBefore(last) < spec.lags() - 1) {
      return Optional.empty();
    }
    int[] rows = {last + 1};
    return Optional.of(
        Samples.of(
            spec.lags(),
            spec.features().size(),
            spec.labels().size(),
            windows(rows),
            new float[0],
            rows));
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

  /** The instant that {@link #lastWindow()} forecasts: one step after the last row. */
  public Instant forecastTime() {
    return series.lastTime().plus(spec.step());
  }

  /**
   * How many targets, of all ranges, have enough rows before them in their range but a gap among
   * these.
   */
  public int windowsDroppedAtGaps() {
    int dropped = 0;
    for (Range range : ranges.named()) {
      dropped += ranges.droppedAtGaps(range);
    }
    return dropped;
  }

  /**
   * A network's answers as prices: [row][label].
   *
   * @param rows the target rows, as in {@link Samples#targetRows()}
   * @param output the network's scaled outputs, [row][label]
   * @throws SampleException if an answer, or the price it stands for, is not a finite number
   */
  public double[][] toPrices(int[] rows, float[] output) throws SampleException {
    int labels = spec.labels().size();
    if (output.length != rows.length * labels) {
      throw new IllegalArgumentException(
          output.length + " outputs for " + rows.length + " rows of " + labels + " labels");
    }
    double[][] prices = new double[rows.length][labels];
    for (int i = 0; i < rows.length; i++) {
      for (int label = 0; label < labels; label++) {
        float answer = output[i * labels + label];
        double value = targetScalers.get(label).restore(answer);
        double price =
            spec.target() == TargetMode.LOG_RETURN
                ? reference(rows[i] - 1) * StrictMath.exp(value)
                : value;
        if (!Double.isFinite(price)) {
          throw new SampleException(
              "the network's answer for \""
                  + spec.labels().get(label)
                  + "\" at "
                  + series.time(rows[i] - 1).plus(spec.step())
                  + " is "
                  + answer
                  + ", which is no price");
        }
        prices[i][label] = price;
      }
    }
    return prices;
  }

  /** What really came: the labels at these rows, [row][label]. */
  public double[][] actual(int[] rows) {
    return labelsAt(rows, 0);
  }

  /** The persistence forecast: each label's own value one row before, [row][label]. */
  public double[][] persistence(int[] rows) {
    return labelsAt(rows, -1);
  }

  private double[][] labelsAt(int[] rows, int offset) {
    double[][] values = new double[rows.length][spec.labels().size()];
    for (int label = 0; label < spec.labels().size(); label++) {
      String column = spec.labels().get(label);
      for (int i = 0; i < rows.length; i++) {
        values[i][label] = series.value(column, rows[i] + offset);
      }
    }
    return values;
  }

  /**
   * What a direction is told from, [row][label]: the reference one row before, or the label's own
   * value where there is no reference.
   */
  public double[][] lastKnown(int[] rows) {
    if (spec.reference().isEmpty()) {
      return persistence(rows);
    }
    double[][] values = new double[rows.length][spec.labels().size()];
    for (int i = 0; i < rows.length; i++) {
      Arrays.fill(values[i], reference(rows[i] - 1));
    }
    return values;
  }
}
