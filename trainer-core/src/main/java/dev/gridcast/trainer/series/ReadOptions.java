package dev.gridcast.trainer.series;

import java.util.List;
import java.util.Optional;

/**
 * How to read a CSV file.
 *
 * @param timeColumn the column that holds the instants
 * @param numericColumns the columns to read, all of which must hold numbers, in this order; empty
 *     means every column but the time. Columns that are not named are ignored, whatever they hold.
 * @param maxBytes the largest file that is read
 * @param maxRows the most rows that are read
 */
public record ReadOptions(
    String timeColumn, Optional<List<String>> numericColumns, long maxBytes, int maxRows) {
  /** The largest file that is read unless told otherwise: 256 MiB. */
  public static final long DEFAULT_MAX_BYTES = 256L << 20;

  /** The most rows that are read unless told otherwise. */
  public static final int DEFAULT_MAX_ROWS = 5_000_000;

  public ReadOptions {
    numericColumns = numericColumns.map(List::copyOf);
    if (maxBytes < 1 || maxRows < 1) {
      throw new IllegalArgumentException(
          "limits must be positive: " + maxBytes + " bytes, " + maxRows + " rows");
    }
  }

  /** Time in the column {@code time}, numbers in all others, the default limits. */
  public static ReadOptions defaults() {
    return new ReadOptions(TimeSeries.TIME, Optional.empty(), DEFAULT_MAX_BYTES, DEFAULT_MAX_ROWS);
  }

  public ReadOptions withTimeColumn(String name) {
    return new ReadOptions(name, numericColumns, maxBytes, maxRows);
  }

  public ReadOptions withNumericColumns(List<String> names) {
    return new ReadOptions(timeColumn, Optional.of(names), maxBytes, maxRows);
  }

  public ReadOptions withMaxBytes(long bytes) {
    return new ReadOptions(timeColumn, numericColumns, bytes, maxRows);
  }

  public ReadOptions withMaxRows(int rows) {
    return new ReadOptions(timeColumn, numericColumns, maxBytes, rows);
  }
}
