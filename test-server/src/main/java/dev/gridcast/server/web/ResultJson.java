package dev.gridcast.server.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.gridcast.server.insight.ResultView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Many results as JSON, written as they are read, number by number. */
final class ResultJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private ResultJson() {}

  /** A page of a view, from a row to another one. */
  static byte[] page(ResultView view, long claims, int from, int until) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      totals(json, view);
      json.writeNumberField("claims", claims);
      json.writeNumberField("offset", from);
      json.writeArrayFieldStart("rows");
      objects(json, view, from, until);
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** All rows of a view, an array of objects. */
  static void rows(ResultView view, OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartArray();
      objects(json, view, 0, view.matching());
      json.writeEndArray();
    }
  }

  private static void totals(JsonGenerator json, ResultView view) throws IOException {
    json.writeNumberField("version", view.version());
    json.writeNumberField("total", view.total());
    json.writeNumberField("matching", view.matching());
    if (view.isTruncated()) {
      json.writeBooleanField("truncated", true);
    }
  }

  private static void objects(JsonGenerator json, ResultView view, int from, int until)
      throws IOException {
    for (int row = from; row < until; row++) {
      json.writeStartObject();
      for (int column = 0; column < view.columns(); column++) {
        Object value = view.value(row, column);
        if (value != null) {
          json.writeFieldName(view.key(column));
          value(json, value);
        }
      }
      json.writeEndObject();
    }
  }

  private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Long whole) {
      json.writeNumber(whole);
    } else if (value instanceof Double number && Double.isFinite(number)) {
      json.writeNumber(number);
    } else if (value == null || value instanceof Double) {
      json.writeNull();
    } else {
      json.writeString(value.toString());
    }
  }

  /** Column by column: what charts need, in a tenth of the time. */
  static void matrix(ResultView view, int limit, OutputStream out) throws IOException {
    int rows = Math.min(limit, view.matching());
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      totals(json, view);
      json.writeNumberField("rows", rows);
      json.writeArrayFieldStart("case");
      for (int row = 0; row < rows; row++) {
        json.writeNumber(view.testCase(row));
      }
      json.writeEndArray();
      json.writeObjectFieldStart("columns");
      for (int column = 0; column < view.columns(); column++) {
        json.writeObjectFieldStart(view.key(column));
        json.writeStringField("type", view.type(column).key());
        if (view.type(column).isNumeric()) {
          numbers(json, view, column, rows);
        } else {
          words(json, view, column, rows);
        }
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private static void numbers(JsonGenerator json, ResultView view, int column, int rows)
      throws IOException {
    json.writeArrayFieldStart("values");
    for (int row = 0; row < rows; row++) {
      double number = view.number(row, column);
      if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
        json.writeNumber((long) number);
      } else if (Double.isFinite(number)) {
        json.writeNumber(number);
      } else {
        json.writeNull();
      }
    }
    json.writeEndArray();
  }

  private static void words(JsonGenerator json, ResultView view, int column, int rows)
      throws IOException {
    json.writeArrayFieldStart("categories");
    for (String word : view.words(column)) {
      json.writeString(word);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("codes");
    for (int row = 0; row < rows; row++) {
      json.writeNumber(view.place(row, column));
    }
    json.writeEndArray();
  }
}
