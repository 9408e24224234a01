package dev.gridcast.trainer.sample;

import dev.gridcast.trainer.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a table as a network is to see them, before scaling: checked, and prices made
 * relative to the last known one where log-returns are forecast.
 */
final class InputColumns {
  private final TimeSeries series;
  private final SampleSpec spec;
  private final RowRanges ranges;

  InputColumns(TimeSeries series, SampleSpec spec, RowRanges ranges) {
    this.series = series;
    this.spec = spec;
    this.ranges = ranges;
  }

  /**
   * Says what no sample could be made of: missing columns, values that are no numbers, prices
   * without a logarithm.
   */
  static void check(TimeSeries series, SampleSpec spec) throws SampleException {
    boolean logarithms = spec.target() == TargetMode.LOG_RETURN;
    for (String label : spec.labels()) {
      checkColumn(series, "label", label, logarithms);
    }
    if (spec.reference().isPresent()) {
      checkColumn(series, "reference", spec.reference().get(), logarithms);
    }
    for (String feature : spec.features()) {
      checkColumn(series, "feature", feature, logarithms && spec.priceColumns().contains(feature));
    }
  }

  private static void checkColumn(TimeSeries series, String what, String name, boolean positive)
      throws SampleException {
    if (!series.has(name)) {
      throw new SampleException(
          what + " \"" + name + "\" is no column of the table, which has " + series.columns());
    }
    double[] values = series.column(name);
    for (int row = 0; row < values.length; row++) {
      if (!Double.isFinite(values[row])) {
        throw new SampleException(
            "column \""
                + name
                + "\" is "
                + values[row]
                + " at "
                + series.time(row)
                + "; samples need finite numbers: cut off the rows that are not known yet");
      }
      if (positive && values[row] <= 0) {
        throw new SampleException(
            "column \""
                + name
                + "\" is "
                + values[row]
                + " at "
                + series.time(row)
                + ", which has no log-return; remove the row, or use target price");
      }
    }
  }

  /** All features, in the network's order, each with its scale. */
  List<InputColumn> fit() throws SampleException {
    List<InputColumn> columns = new ArrayList<>();
    for (String feature : spec.features()) {
      columns.add(fit(feature));
    }
    return columns;
  }

  private InputColumn fit(String name) throws SampleException {
    double[] values = series.column(name);
    boolean logReturns = spec.target() == TargetMode.LOG_RETURN;
    boolean level = logReturns && spec.priceColumns().contains(name);
    boolean difference = logReturns && spec.priceDifferenceColumns().contains(name);
    if (!level && !difference) {
      return InputColumn.absolute(spec.scaler(), name, series, values, ranges);
    }
    double[] bases = bases();
    for (int row = 0; row < values.length; row++) {
      double share = values[row] / bases[row];
      values[row] = level ? StrictMath.log(share) : share;
      if (!Double.isFinite(values[row])) {
        throw new SampleException(
            "feature \""
                + name
                + "\" is too far from the reference price at "
                + series.time(row)
                + " to be compared with it; check that row");
      }
    }
    return InputColumn.relative(spec.scaler(), name, series, values, ranges);
  }

  /**
   * The last known price before each row. The first row of a stretch has none before it in its own
   * range, next to it: its own reference stands in, so that nothing reaches over a cut or a gap.
   */
  private double[] bases() {
    double[] reference = series.column(spec.reference().orElseThrow());
    double[] bases = reference.clone();
    for (int row = 1; row < bases.length; row++) {
      if (ranges.rowsBefore(row) > 0) {
        bases[row] = reference[row - 1];
      }
    }
    return bases;
  }
}
