package dev.gridcast.trainer.sample;

import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which range each row lies in and how many rows lie without a break before it: the one place that
 * decides what a window may hold.
 */
final class RowRanges {
  private final TimeSeries series;
  private final SampleSpec spec;
  private final int[] rowsBefore;

  RowRanges(TimeSeries series, SampleSpec spec) {
    this.series = series;
    this.spec = spec;
    this.rowsBefore = new int[series.rows()];
    long step = spec.step().toMillis();
    for (Range range : Range.values()) {
      int first = firstRow(range);
      int end = endRow(range);
      for (int row = first + 1; row < end; row++) {
        boolean next = series.epochMillis(row) - series.epochMillis(row - 1) == step;
        rowsBefore[row] = next ? rowsBefore[row - 1] + 1 : 0;
      }
    }
  }

  /** How many rows directly before this one are of its range and one step apart each. */
  int rowsBefore(int row) {
    return rowsBefore[row];
  }

  int firstRow(Range range) {
    return spec.cuts().firstRow(series, range);
  }

  int endRow(Range range) {
    return spec.cuts().endRow(series, range);
  }

  /**
   * The rows of a range that have {@code leadRows} of it directly before them and {@code horizon -
   * 1} of it directly after them.
   */
  int[] targetRows(Range range) {
    int[] rows = new int[rows(range)];
    int count = 0;
    int further = spec.horizon() - 1;
    for (int row = firstRow(range); row < endRow(range) - further; row++) {
      // An unbroken stretch that ends at the last row forecast holds the window and all targets.
      if (rowsBefore[row + further] >= spec.leadRows() + further) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** How many rows of a range would be targets if no row were missing. */
  int droppedAtGaps(Range range) {
    int roomy = Math.max(0, rows(range) - spec.leadRows() - spec.horizon() + 1);
    return roomy - targetRows(range).length;
  }

  private int rows(Range range) {
    return Math.max(0, endRow(range) - firstRow(range));
  }

  /**
   * Says why a range has nothing to learn or to measure from, or more than arrays can hold.
   *
   * @param count how many targets it has
   */
  void requireSamples(Range range, int count) throws SampleException {
    String name = range.name().toLowerCase(Locale.ROOT);
    if (count == 0 && droppedAtGaps(range) > 0) {
      String usual = usualStep();
      boolean asUsual = usual.equals(spec.step().toString());
      throw new SampleException(
          "the "
              + name
              + " range has no window without a gap: rows should be "
              + spec.step()
              + " apart"
              + (asUsual
                  ? " for "
                      + ((long) spec.leadRows() + spec.horizon())
                      + " in a row; fill the gaps, or use fewer lags or a shorter horizon"
                  : " and are mostly " + usual + "; check the timeframe, or fill the gaps"));
    }
    if (count == 0) {
      throw new SampleException(
          "the "
              + name
              + " range has "
              + rows(range)
              + " rows, but one window and its target need "
              + ((long) spec.leadRows() + spec.horizon())
              + " in a row; give more rows, fewer lags, a shorter horizon or another split");
    }
    long numbers =
        (long) count * Math.max((long) spec.lags() * spec.features().size(), spec.outputs());
    if (numbers > Integer.MAX_VALUE - 16) {
      throw new SampleException(
          count
              + " windows of "
              + spec.lags()
              + " lags and "
              + spec.features().size()
              + " features in the "
              + name
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

  /** The ranges that the cuts name. */
  List<Range> named() {
    List<Range> ranges = new ArrayList<>(List.of(Range.TRAINING, Range.VALIDATION));
    if (spec.cuts().confirmationFrom().isPresent()) {
      ranges.add(Range.CONFIRMATION);
    }
    return ranges;
  }
}
