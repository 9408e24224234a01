package dev.gridcast.trainer.series;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Tables over time as RFC 4180 CSV files in UTF-8. */
public final class SeriesCsv {
  private static final String END_OF_ROW = "\r\n";

  private SeriesCsv() {}

  /**
   * Reads a file.
   *
   * @throws SeriesException if the file cannot be read, or holds anything but a table as asked for
   */
  public static TimeSeries read(Path file, ReadOptions options) throws SeriesException {
    return parse(bytes(file, options.maxBytes()), file.toString(), options);
  }

  private static byte[] bytes(Path file, long maxBytes) throws SeriesException {
    if (Files.isDirectory(file)) {
      throw new SeriesException(file + " is a directory; name the CSV file in it");
    }
    int limit = (int) Math.min(maxBytes, Integer.MAX_VALUE - 16);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw tooLarge(file.toString(), limit);
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new SeriesException("there is no file " + file + "; check the path", e);
    } catch (IOException e) {
      throw new SeriesException(file + " cannot be read: " + e, e);
    }
  }

  /**
   * Reads bytes; {@code source} is what error messages call them, and the columns are those of
   * {@link ReadOptions#defaults()}.
   *
   * @throws SeriesException if they are anything but such a table
   */
  public static TimeSeries parse(byte[] bytes, String source) throws SeriesException {
    return parse(bytes, source, ReadOptions.defaults());
  }

  /**
   * Reads bytes; {@code source} is what error messages call them.
   *
   * @throws SeriesException if they hold anything but a table as asked for
   */
  public static TimeSeries parse(byte[] bytes, String source, ReadOptions options)
      throws SeriesException {
    if (bytes.length > options.maxBytes()) {
      throw tooLarge(source, options.maxBytes());
    }
    return new SeriesReader(source, options).read(Utf8.decode(bytes, source));
  }

  private static SeriesException tooLarge(String source, long limit) {
    return new SeriesException(
        source + " is larger than the limit of " + limit + " bytes; give fewer rows or columns");
  }

  /**
   * The one way to write a table, the same bytes on every machine, JDK and locale: header {@code
   * time} and the columns' names, ISO-8601 UTC times, the shortest decimals that read back as the
   * same doubles, CRLF after every row.
   *
   * @throws SeriesException if a value is NaN or infinite
   */
  public static byte[] canonicalBytes(TimeSeries series) throws SeriesException {
    List<String> columns = series.columns();
    double[][] values = new double[columns.size()][];
    StringBuilder text = new StringBuilder();
    text.append(TimeSeries.TIME);
    for (int column = 0; column < values.length; column++) {
      values[column] = series.values(columns.get(column));
      text.append(',').append(quoted(columns.get(column)));
    }
    text.append(END_OF_ROW);
    for (int row = 0; row < series.rows(); row++) {
      text.append(series.time(row));
      for (int column = 0; column < values.length; column++) {
        double value = values[column][row];
        if (!Double.isFinite(value)) {
          throw new SeriesException(
              "column \""
                  + columns.get(column)
                  + "\" is "
                  + value
                  + " at "
                  + series.time(row)
                  + "; a file holds finite numbers only: cut off the rows that are not known yet");
        }
        text.append(',').append(canonical(value));
      }
      text.append(END_OF_ROW);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A finite number as canonical files write it: the shortest decimal that reads back as the same
   * double, without a trailing {@code .0}.
   */
  public static String canonical(double value) {
    // Not Double.toString: before JDK 19 its text is sometimes longer, and hashes would differ.
    String text = DoubleToDecimal.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String quoted(String name) {
    boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
