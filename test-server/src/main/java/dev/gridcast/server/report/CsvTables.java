package dev.gridcast.server.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.gridcast.server.store.TableSink;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables as RFC 4180: CRLF, dot decimals, ISO-8601 times in UTC, bytes in Base64; what is null is
 * empty. One row at a time.
 */
public final class CsvTables implements TableSink, Closeable {

  private final TableOutput output;
  private @Nullable CsvWriter csv;

  /** Writes to those outputs, and closes each. */
  public CsvTables(TableOutput output) {
    this.output = output;
  }

  @Override
  public void table(String name, List<String> columns) {
    try {
      close();
      csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(output.open(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write table " + name, e);
    }
    csv.writeRecord(columns);
  }

  @Override
  public void row(List<@Nullable Object> values) {
    if (csv == null) {
      throw new IllegalStateException("a row before its table");
    }
    List<String> fields = new ArrayList<>(values.size());
    for (Object value : values) {
      fields.add(text(value));
    }
    csv.writeRecord(fields);
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof byte[] bytes
        ? Base64.getEncoder().encodeToString(bytes)
        : value.toString();
  }

  /** Completes the last table. */
  @Override
  public void close() throws IOException {
    if (csv != null) {
      csv.close();
      csv = null;
    }
  }
}
