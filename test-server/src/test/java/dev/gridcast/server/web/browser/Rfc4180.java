package dev.gridcast.server.web.browser;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV as RFC 4180 has it, and nothing else: a test's own eyes on what the server wrote. */
final class Rfc4180 {

  private Rfc4180() {}

  /** The records of a file, each a list of its fields. */
  static List<List<String>> parse(String text) {
    List<List<String>> records = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && field.isEmpty()) {
        quoted = true;
      } else if (c == ',') {
        fields.add(take(field));
      } else if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        fields.add(take(field));
        records.add(List.copyOf(fields));
        fields.clear();
        i++;
      } else if (c == '"' || c == '\r' || c == '\n') {
        throw new AssertionError("no RFC 4180: a bare " + (int) c + " at " + i);
      } else {
        field.append(c);
      }
    }
    if (quoted || !fields.isEmpty() || !field.isEmpty()) {
      throw new AssertionError("no RFC 4180: the last record does not end");
    }
    return records;
  }

  private static String take(StringBuilder field) {
    String text = field.toString();
    field.setLength(0);
    return text;
  }
}
