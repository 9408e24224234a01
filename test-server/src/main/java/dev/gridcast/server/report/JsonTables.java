package dev.gridcast.server.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gridcast.server.store.TableSink;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables as JSON lines: an object for each row, with the table's name first, so that the tables may
 * follow each other in one stream. Times are ISO-8601 in UTC, bytes Base64; what is null is left
 * out. Columns that hold JSON are texts. One row at a time.
 */
public final class JsonTables implements TableSink, Closeable {

  private static final JsonFactory JSON = new JsonFactory();

  private final TableOutput output;
  private @Nullable JsonGenerator json;
  private String table = "";
  private List<String> columns = List.of();

  /** Writes to those outputs, and closes each. */
  public JsonTables(TableOutput output) {
    this.output = output;
  }

  @Override
  public void table(String name, List<String> names) {
    table = name;
    columns = names;
    try {
      close();
      json = JSON.createGenerator(output.open(name)).setRootValueSeparator(null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write table " + name, e);
    }
  }

  @Override
  public void row(List<@Nullable Object> values) {
    if (json == null) {
      throw new IllegalStateException("a row before its table");
    }
    try {
      json.writeStartObject();
      json.writeStringField("table", table);
      for (int i = 0; i < columns.size(); i++) {
        field(json, columns.get(i), values.get(i));
      }
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write table " + table, e);
    }
  }

  private static void field(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value == null) {
      return;
    }
    json.writeFieldName(name);
    if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Double figure) {
      json.writeNumber(figure);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof byte[] bytes) {
      json.writeBinary(bytes);
    } else {
      json.writeString(value.toString());
    }
  }

  /** Completes the last table. */
  @Override
  public void close() throws IOException {
    if (json != null) {
      json.close();
      json = null;
    }
  }
}
