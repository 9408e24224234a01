package dev.gridcast.trainer.sample;

import dev.gridcast.trainer.series.TimeSeries;

/**
 * One feature as the network is to see it, and its scale, fitted on the training rows alone: a
 * scale that knew a later range would tell the network where prices go.
 */
final class InputColumn {
  private final String name;
  private final TimeSeries series;
  private final double[] values;
  private final boolean relative;
  private final RowRanges ranges;
  private final Scaler scaler;

  private InputColumn(
      ScalerKind kind,
      String name,
      TimeSeries series,
      double[] values,
      boolean relative,
      RowRanges ranges)
      throws SampleException {
    this.name = name;
    this.series = series;
    this.values = values;
    this.relative = relative;
    this.ranges = ranges;
    int end = ranges.endRow(Range.TRAINING);
    double[] training = new double[end];
    int count = 0;
    for (int row = 0; row < end; row++) {
      if (!standsIn(row)) {
        training[count++] = values[row];
      }
    }
    this.scaler = Scaler.fit(kind, "feature \"" + name + "\"", training, count);
  }

  /** A column that enters as it is. */
  static InputColumn absolute(
      ScalerKind kind, String name, TimeSeries series, double[] values, RowRanges ranges)
      throws SampleException {
    return new InputColumn(kind, name, series, values, false, ranges);
  }

  /** A column that was made relative to the last known price before each row. */
  static InputColumn relative(
      ScalerKind kind, String name, TimeSeries series, double[] values, RowRanges ranges)
      throws SampleException {
    return new InputColumn(kind, name, series, values, true, ranges);
  }

  /** Whether the row's value is relative to a price that only stands in for the last known one. */
  private boolean standsIn(int row) {
    return relative && ranges.rowsBefore(row) == 0;
  }

  /**
   * The scaled value of a row.
   *
   * @throws SampleException if it does not fit a float
   */
  float scaled(int row) throws SampleException {
    // One such row in a thousand must neither stretch the scale for all others nor shout.
    double value = standsIn(row) ? scaler.clamp(values[row]) : values[row];
    return narrow(name, series, row, scaler.scale(value));
  }

  /** The scale of the column. */
  Scaler scaler() {
    return scaler;
  }

  static float narrow(String column, TimeSeries series, int row, double scaled)
      throws SampleException {
    float narrow = (float) scaled;
    if (!Float.isFinite(narrow)) {
      throw new SampleException(
          "column \""
              + column
              + "\" at "
              + series.time(row)
              + " is too far outside the training range to be scaled, or too large as it is; check"
              + " that row");
    }
    return narrow;
  }
}
