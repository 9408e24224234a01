package dev.gridcast.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * The same few figures of many things, as CSV (RFC 4180), JSON or a table for people.
 *
 * @param fields from left to right
 */
record Listing<T>(List<Field<T>> fields) {

  Listing {
    fields = List.copyOf(fields);
  }

  /** A header and a line for each, ending in CRLF; what a spreadsheet would run is harmless. */
  void csv(List<T> rows, Writer text) throws IOException {
    // Not closed: that would close the caller's stream.
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
    csv.writeRecord(fields.stream().map(Field::name).toList());
    for (T row : rows) {
      csv.writeRecord(
          fields.stream()
              .map(
                  field -> {
                    String value = field.exact().apply(row);
                    return field.number() ? value : Strangers.inSheet(value);
                  })
              .toList());
    }
    csv.flush();
  }

  /** An array of objects; what is not known is absent. */
  void json(String name, List<T> rows, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart(name);
    for (T row : rows) {
      json.writeStartObject();
      for (Field<T> field : fields) {
        String value = field.exact().apply(row);
        if (!value.isEmpty()) {
          json.writeFieldName(field.jsonName());
          if (field.number()) {
            json.writeNumber(value);
          } else {
            json.writeString(value);
          }
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** A table, each line ending in a line feed. */
  String table(List<T> rows, boolean colours) {
    List<TableColumn> columns = new ArrayList<>();
    for (Field<T> field : fields) {
      if (!field.header().isEmpty()) {
        columns.add(
            new TableColumn(
                List.of(field.header()),
                rows.stream().map(field.shown()).toList(),
                field.number(),
                null));
      }
    }
    return new TextTable(columns, colours).render();
  }
}
