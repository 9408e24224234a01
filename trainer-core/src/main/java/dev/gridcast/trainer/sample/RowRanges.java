package dev.gridcast.trainer.sample;

import dev.gridcast.trainer.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  /** The rows of a range that have {@code leadRows} of it directly before them. */
  int[] targetRows(Range range) {
    int[] rows = new int[Math.max(0, endRow(range) - firstRow(range))];
    int count = 0;
    for (int row = firstRow(range); row < endRow(range); row++) {
      if (rowsBefore[row] >= spec.leadRows()) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** How many rows of a range have {@code leadRows} of it before them, but not without a gap. */
  int droppedAtGaps(Range range) {
    int roomy = Math.max(0, endRow(range) - firstRow(range) - spec.leadRows());
    return roomy - targetRows(range).length;
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
