package dev.gridcast.trainer.sample;

import dev.gridcast.trainer.series.TimeSeries;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a table is cut by time into its ranges.
 *
 * @param validationFrom the instant of the first validation row
 * @param confirmationFrom the instant of the first confirmation row; empty where there is no
 *     confirmation range, as with a volunteer
 */
public record Cuts(Instant validationFrom, Optional<Instant> confirmationFrom) {
  public Cuts {
    if (confirmationFrom.isPresent() && !confirmationFrom.get().isAfter(validationFrom)) {
      throw new IllegalArgumentException(
          "the confirmation range must begin after the validation range: "
              + confirmationFrom.get()
              + " is not after "
              + validationFrom);
    }
  }

  /** One cut: training before, validation from there on. */
  public static Cuts at(Instant validationFrom) {
    return new Cuts(validationFrom, Optional.empty());
  }

  /** Two cuts. */
  public static Cuts at(Instant validationFrom, Instant confirmationFrom) {
    return new Cuts(validationFrom, Optional.of(confirmationFrom));
  }

  /**
   * One cut by rows: the first {@code trainingPercent} of 100 rows (rounded down) are for training,
   * the rest for validation.
   *
   * @throws SampleException if a range would be empty
   */
  public static Cuts byPercent(TimeSeries series, double trainingPercent) throws SampleException {
    int rows = (int) Math.floor(series.rows() * trainingPercent / 100);
    if (rows < 1 || rows >= series.rows()) {
      throw new SampleException(
          trainingPercent
              + " % of "
              + series.rows()
              + " rows for training leaves a range without rows; give more rows or another percentage");
    }
    return at(series.time(rows));
  }

  /** The first row of a range in a table. */
  int firstRow(TimeSeries series, Range range) {
    return switch (range) {
      case TRAINING -> 0;
      case VALIDATION -> series.firstRowFrom(validationFrom);
      case CONFIRMATION -> confirmationFrom.map(series::firstRowFrom).orElse(series.rows());
    };
  }

  /** The row after the last one of a range in a table. */
  int endRow(TimeSeries series, Range range) {
    return switch (range) {
      case TRAINING -> firstRow(series, Range.VALIDATION);
      case VALIDATION -> firstRow(series, Range.CONFIRMATION);
      case CONFIRMATION -> series.rows();
    };
  }
}
