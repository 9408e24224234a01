package dev.gridcast.trainer.series;

import java.nio.file.Path;

/** Tables over time as RFC 4180 CSV files in UTF-8. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class SeriesCsv {
  private SeriesCsv() {}

  /**
   * Reads a file.
   *
   * @throws SeriesException if the file cannot be read, or holds anything but a table as asked for
   */
  public static TimeSeries read(Path file, ReadOptions options) throws SeriesException {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * Reads bytes; {@code source} is what error messages call them, and the columns are those of
   * {@link ReadOptions#defaults()}.
   */
  public static TimeSeries parse(byte[] bytes, String source) throws SeriesException {
    return parse(bytes, source, ReadOptions.defaults());
  }

  /** Reads bytes; {@code source} is what error messages call them. */
  public static TimeSeries parse(byte[] bytes, String source, ReadOptions options)
      throws SeriesException {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * The one way to write a table, the same bytes on every machine, JDK and locale: header {@code
   * time} and the columns' names, ISO-8601 UTC times, the shortest decimals that read back as the
   * same doubles, CRLF after every row.
   *
   * @throws SeriesException if a value is NaN or infinite
   */
  public static byte[] canonicalBytes(TimeSeries series) throws SeriesException {
    throw new UnsupportedOperationException("being written");
  }
}
