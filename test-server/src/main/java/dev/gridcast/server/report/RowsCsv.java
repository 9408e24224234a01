package dev.gridcast.server.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of any table as RFC 4180: CRLF, dot decimals without exponents, ISO-8601 times in UTC,
 * whatever the machine's locale; what is not known is empty, and texts that a spreadsheet would run
 * as a formula are made harmless. One row at a time.
 */
public final class RowsCsv {

  private RowsCsv() {}

  /** Gives a value of a row: a number, an instant, a text, or null where it is not known. */
  @FunctionalInterface
  public interface Cells {
    /** The value at a row and a column, both counted from 0. */
    @Nullable Object at(int row, int column);
  }

  /**
   * Writes a table; the writer stays open.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(List<String> header, int rows, Cells cells, Writer out)
      throws IOException {
    Streams.text(
        out,
        text -> {
          // Not closed: that would close the caller's stream.
          CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
          csv.writeRecord(header);
          List<String> fields = new ArrayList<>(header.size());
          for (int row = 0; row < rows; row++) {
            fields.clear();
            for (int column = 0; column < header.size(); column++) {
              fields.add(field(cells.at(row, column)));
            }
            csv.writeRecord(fields);
          }
          csv.flush();
        });
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double number) {
      return Decimal.exact(number);
    }
    return value instanceof String text ? Strangers.inSheet(text) : value.toString();
  }
}
