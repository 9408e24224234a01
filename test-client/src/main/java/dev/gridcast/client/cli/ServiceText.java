package dev.gridcast.client.cli;

import java.util.List;
import java.util.stream.Collectors;

/** What the formats of service files have in common. */
final class ServiceText {

  private ServiceText() {}

  /** Refuses what no format can carry. */
  static void check(String word) throws ClientException {
    if (word.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw ClientException.usage(
          "A service cannot be installed for a path or a name with a line break or another control"
              + " character in it: "
              + word.replaceAll("\\p{Cntrl}", "?"));
    }
  }

  static String xml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A command line that Windows takes apart into these very words. */
  static String windows(List<String> words) {
    return words.stream().map(ServiceText::windows).collect(Collectors.joining(" "));
  }

  private static String windows(String word) {
    StringBuilder quoted = new StringBuilder("\"");
    int backslashes = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      // Backslashes mean themselves, but before a quote each of them counts half.
      quoted.append("\\".repeat(c == '"' ? 2 * backslashes + 1 : backslashes)).append(c);
      backslashes = 0;
    }
    return quoted.append("\\".repeat(2 * backslashes)).append('"').toString();
  }
}
