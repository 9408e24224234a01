package dev.gridcast.trainer.series;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The places where rows are missing, and the one way to fill them. */
public final class Gaps {
  private Gaps() {}

  /** Every place where the next row is not exactly one step later, in order. */
  public static List<Gap> find(TimeSeries series, Duration step) {
    long millis = millis(step);
    List<Gap> gaps = new ArrayList<>();
    for (int row = 1; row < series.rows(); row++) {
      if (series.epochMillis(row) - series.epochMillis(row - 1) != millis) {
        gaps.add(new Gap(row, series.time(row - 1), series.time(row), step));
      }
    }
    return gaps;
  }

  /**
   * The table with every missing row put in as a copy of the row before it: a market in which
   * nothing happened.
   *
   * @throws SeriesException if a gap is not a whole number of steps, or more rows are missing than
   *     there are
   */
  public static TimeSeries repeatLastRow(TimeSeries series, Duration step) throws SeriesException {
    List<Gap> gaps = find(series, step);
    long missing = 0;
    for (Gap gap : gaps) {
      if (!gap.isWholeSteps()) {
        throw new SeriesException(
            "missing rows cannot be filled in: "
                + gap.next()
                + " is not a whole number of steps of "
                + step
                + " after "
                + gap.last()
                + "; check the timeframe, or drop the windows that span a gap instead");
      }
      missing += gap.missingRows();
    }
    // A table that is mostly invented is a wrong timeframe, not a market that stood still.
    if (missing > series.rows()) {
      throw new SeriesException(
          missing
              + " rows are missing between the "
              + series.rows()
              + " that are there if every "
              + step
              + " should have one; check the timeframe");
    }
    return missing == 0 ? series : fill(series, (int) (series.rows() + missing), millis(step));
  }

  private static TimeSeries fill(TimeSeries series, int rows, long step) {
    long[] times = new long[rows];
    int[] source = new int[rows];
    int from = 0;
    for (int row = 0; row < rows; row++) {
      times[row] = series.epochMillis(0) + row * step;
      if (from + 1 < series.rows() && series.epochMillis(from + 1) == times[row]) {
        from++;
      }
      source[row] = from;
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String name : series.columns()) {
      double[] sparse = series.values(name);
      double[] full = new double[rows];
      for (int row = 0; row < rows; row++) {
        full[row] = sparse[source[row]];
      }
      columns.put(name, full);
    }
    return TimeSeries.of(times, columns);
  }

  private static long millis(Duration step) {
    if (step.toMillis() < 1) {
      throw new IllegalArgumentException("the step between rows must be positive: " + step);
    }
    return step.toMillis();
  }
}
