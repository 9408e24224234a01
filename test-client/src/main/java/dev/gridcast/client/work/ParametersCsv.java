package dev.gridcast.client.work;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code parameters.csv} as RFC 4180 has it: a header, one row per parameter, CRLF, UTF-8. */
final class ParametersCsv {

  private ParametersCsv() {}

  static byte[] bytesOf(Map<String, String> parameters) {
    StringBuilder csv = new StringBuilder("parameter,value\r\n");
    parameters.forEach(
        (name, value) -> csv.append(field(name)).append(',').append(field(value)).append("\r\n"));
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String field(String text) {
    boolean plain =
        text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
            && text.equals(text.strip());
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
