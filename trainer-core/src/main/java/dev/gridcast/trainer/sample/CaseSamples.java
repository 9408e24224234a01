package dev.gridcast.trainer.sample;

import dev.gridcast.trainer.series.TimeSeries;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All samples of a test case: its ranges, its scales, and the way back from a network's answers to
 * prices. Immutable.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class CaseSamples {
  private final TimeSeries series;
  private final SampleSpec spec;

  private CaseSamples(TimeSeries series, SampleSpec spec) {
    this.series = series;
    this.spec = spec;
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

  /** Whether there is such a range: {@link Range#CONFIRMATION} only where the cuts name it. */
  public boolean has(Range range) {
    throw new UnsupportedOperationException("being written");
  }

  /** How many valid targets a range has; 0 where there is no such range. */
  public int count(Range range) {
    throw new UnsupportedOperationException("being written");
  }

  /** The rows that are valid targets of a range, ascending. */
  public int[] targetRows(Range range) {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * The windows of a range, made afresh: keep them while training.
   *
   * @throws SampleException if there is no such range, or a scaled value does not fit a float
   */
  public Samples samples(Range range) throws SampleException {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * The window after the last row, without targets, its target row being {@link TimeSeries#rows()}.
   * Empty if a gap lies in the last {@code lags} rows or they are not of one range: then there is
   * nothing to forecast from.
   */
  public Optional<Samples> lastWindow() throws SampleException {
    throw new UnsupportedOperationException("being written");
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
    throw new UnsupportedOperationException("being written");
  }

  /**
   * A network's answers as prices: [row][label].
   *
   * @param rows the target rows, as in {@link Samples#targetRows()}
   * @param output the network's scaled outputs, [row][label]
   * @throws SampleException if an answer, or the price it stands for, is not a finite number
   */
  public double[][] toPrices(int[] rows, float[] output) throws SampleException {
    throw new UnsupportedOperationException("being written");
  }

  /** What really came: the labels at these rows, [row][label]. */
  public double[][] actual(int[] rows) {
    throw new UnsupportedOperationException("being written");
  }

  /** The persistence forecast: each label's own value one row before, [row][label]. */
  public double[][] persistence(int[] rows) {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * What a direction is told from, [row][label]: the reference one row before, or the label's own
   * value where there is no reference.
   */
  public double[][] lastKnown(int[] rows) {
    throw new UnsupportedOperationException("being written");
  }
}
