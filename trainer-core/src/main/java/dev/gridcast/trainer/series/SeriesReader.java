package dev.gridcast.trainer.series;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one CSV text, row by row, and says where it stops making sense. For a single use. */
final class SeriesReader {
  private static final int FIRST_CAPACITY = 1_024;

  private final String source;
  private final ReadOptions options;
  private long line = 1;
  private long[] times = new long[FIRST_CAPACITY];
  private int rows;

  SeriesReader(String source, ReadOptions options) {
    this.source = source;
    this.options = options;
  }

  TimeSeries read(String text) throws SeriesException {
    // Rows of another length are told by us, with the header's length beside theirs.
    CsvReader<CsvRecord> reader =
        CsvReader.builder().allowExtraFields(true).allowMissingFields(true).ofCsvRecord(text);
    try {
      TimeSeries series = read(reader.iterator());
      if (endsInsideQuotes(text)) {
        throw here("not RFC 4180: a quoted field is not closed; the file looks cut short");
      }
      return series;
    } catch (CsvParseException e) {
      String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new SeriesException(source + ": after line " + line + ": not RFC 4180: " + reason, e);
    }
  }

  /** The CSV reader ends such a field with the file, and a file cut short would pass for whole. */
  private static boolean endsInsideQuotes(String text) {
    boolean inside = false;
    char before = ',';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inside) {
        inside = c != '"';
      } else if (c == '"') {
        // At the start of a field, or the second of two that stand for one.
        inside = before == ',' || before == '\n' || before == '\r' || before == '"';
      }
      before = c;
    }
    return inside;
  }

  private TimeSeries read(Iterator<CsvRecord> records) throws SeriesException {
    if (!records.hasNext()) {
      throw new SeriesException(source + " is empty; it needs a header and rows");
    }
    CsvRecord first = records.next();
    line = first.getStartingLineNumber();
    List<String> header = first.getFields();
    checkHeader(header);
    int timeIndex = index(header, options.timeColumn(), "the time column");
    Map<String, Integer> wanted = wantedColumns(header);
    int[] indexes = wanted.values().stream().mapToInt(Integer::intValue).toArray();
    double[][] values = new double[indexes.length][FIRST_CAPACITY];
    while (records.hasNext()) {
      CsvRecord record = records.next();
      line = record.getStartingLineNumber();
      if (record.getFieldCount() != header.size()) {
        throw here(
            record.getFieldCount()
                + " fields where the header has "
                + header.size()
                + "; every row needs one field per column");
      }
      grow(values);
      times[rows] = time(record.getField(timeIndex));
      for (int column = 0; column < indexes.length; column++) {
        values[column][rows] =
            number(header.get(indexes[column]), record.getField(indexes[column]));
      }
      rows++;
    }
    if (rows == 0) {
      throw new SeriesException(source + " has a header but no rows");
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    int column = 0;
    for (String name : wanted.keySet()) {
      columns.put(name, Arrays.copyOf(values[column++], rows));
    }
    return TimeSeries.of(Arrays.copyOf(times, rows), columns);
  }

  private void checkHeader(List<String> header) throws SeriesException {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      if (name.isBlank()) {
        throw here("column " + (i + 1) + " of the header has no name; give it one");
      }
      if (!seen.add(name)) {
        throw here("the header names " + Cells.shown(name) + " twice; rename one of the columns");
      }
    }
  }

  private Map<String, Integer> wantedColumns(List<String> header) throws SeriesException {
    Set<String> names = new LinkedHashSet<>(options.numericColumns().orElse(header));
    if (options.numericColumns().isEmpty()) {
      names.remove(options.timeColumn());
    } else if (names.contains(options.timeColumn())) {
      throw here(
          "column "
              + Cells.shown(options.timeColumn())
              + " holds the times; it cannot be a column of numbers too");
    }
    if (names.contains(TimeSeries.TIME)) {
      throw here(
          "column \""
              + TimeSeries.TIME
              + "\" is not the time column, "
              + Cells.shown(options.timeColumn())
              + " is; rename it, since that name is kept for the times");
    }
    Map<String, Integer> wanted = new LinkedHashMap<>();
    for (String name : names) {
      wanted.put(name, index(header, name, "column"));
    }
    return wanted;
  }

  private int index(List<String> header, String name, String what) throws SeriesException {
    int index = header.indexOf(name);
    if (index >= 0) {
      return index;
    }
    String only = header.get(0);
    String hint = Names.didYouMean(name, header);
    if (header.size() == 1 && (only.contains(";") || only.contains("\t"))) {
      hint = "; the header looks separated by semicolons or tabs, use commas";
    } else if (hint.isEmpty()) {
      hint = "; there are " + String.join(", ", header.subList(0, Math.min(20, header.size())));
    }
    throw here(what + " " + Cells.shown(name) + " is missing" + hint);
  }

  private void grow(double[][] values) throws SeriesException {
    if (rows == options.maxRows()) {
      throw here("more than " + options.maxRows() + " rows, the limit; give fewer rows");
    }
    if (rows == times.length) {
      int capacity = Math.min(2 * times.length, options.maxRows());
      times = Arrays.copyOf(times, capacity);
      for (int column = 0; column < values.length; column++) {
        values[column] = Arrays.copyOf(values[column], capacity);
      }
    }
  }

  private double number(String column, String text) throws SeriesException {
    try {
      return Cells.number(text);
    } catch (SeriesException e) {
      throw at(column, e.getMessage(), e);
    }
  }

  private long time(String text) throws SeriesException {
    long time;
    try {
      time = Cells.time(text);
    } catch (SeriesException e) {
      throw at(options.timeColumn(), e.getMessage(), e);
    }
    if (rows > 0 && time == times[rows - 1]) {
      throw at(
          options.timeColumn(),
          Cells.shown(text) + " is the same time as in the row above; remove one of the two rows",
          null);
    }
    if (rows > 0 && time < times[rows - 1]) {
      throw at(
          options.timeColumn(),
          Cells.shown(text)
              + " is before the row above ("
              + Instant.ofEpochMilli(times[rows - 1])
              + "); sort the rows, oldest first",
          null);
    }
    return time;
  }

  private SeriesException at(
      String column, @Nullable String message, @Nullable SeriesException cause) {
    String text = source + ":" + line + ": column " + Cells.shown(column) + ": " + message;
    return cause == null ? new SeriesException(text) : new SeriesException(text, cause);
  }

  private SeriesException here(String message) {
    return new SeriesException(source + ":" + line + ": " + message);
  }
}
