package dev.gridcast.trainer.work;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code parameters.csv}: RFC 4180, UTF-8, the header {@code parameter,value}, one row each. */
final class ParametersCsv {

  /** Largest file that is read, in bytes. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final String END_OF_LINE = "\r\n";

  private ParametersCsv() {}

  static Map<String, String> parse(byte[] csv, String source) throws ParametersException {
    if (csv.length > MAX_BYTES) {
      throw new ParametersException(
          source + ": has " + csv.length + " bytes; at most " + MAX_BYTES + " are read");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(csv)).toString();
    } catch (CharacterCodingException e) {
      throw new ParametersException(source + ": is not UTF-8 text");
    }
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    if (text.chars().filter(c -> c == '"').count() % 2 != 0) {
      throw new ParametersException(source + ": is not CSV: a quoted field is not closed");
    }
    Map<String, String> values = new LinkedHashMap<>();
    boolean header = true;
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().allowExtraFields(true).allowMissingFields(true).ofCsvRecord(text)) {
      for (CsvRecord row : reader) {
        String where = source + ":" + row.getStartingLineNumber() + ": ";
        List<String> fields = row.getFields();
        if (header) {
          if (!fields.equals(List.of("parameter", "value"))) {
            throw new ParametersException(
                where + "the header must be \"parameter,value\", not \"" + join(fields) + "\"");
          }
          header = false;
          continue;
        }
        if (fields.size() != 2) {
          throw new ParametersException(
              where + "a row has 2 fields, not " + fields.size() + ": \"" + join(fields) + "\"");
        }
        if (values.put(fields.get(0), fields.get(1)) != null) {
          throw new ParametersException(where + "parameter \"" + fields.get(0) + "\" comes twice");
        }
      }
    } catch (CsvParseException e) {
      throw new ParametersException(
          source
              + ": is not CSV: "
              + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (header) {
      throw new ParametersException(source + ": is empty; the header must be \"parameter,value\"");
    }
    return values;
  }

  static byte[] format(Map<String, String> values) {
    StringBuilder csv = new StringBuilder("parameter,value").append(END_OF_LINE);
    values.forEach(
        (name, value) ->
            csv.append(quoted(name)).append(',').append(quoted(value)).append(END_OF_LINE));
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  private static String join(List<String> fields) {
    String joined = String.join(",", fields);
    return joined.length() > 80 ? joined.substring(0, 80) + "…" : joined;
  }
}
