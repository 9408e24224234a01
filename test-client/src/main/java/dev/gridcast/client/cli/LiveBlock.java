package dev.gridcast.client.cli;

import java.io.PrintWriter;
import java.util.List;

/**
 * The lines at the bottom of a terminal that are written anew whenever something changes; above
 * them everything else scrolls by. The cursor rests at the end of the last one. Not thread-safe.
 */
final class LiveBlock {

  private static final int MOST_CHARACTERS = 200;

  /** Without these a line longer than the window would go on in the next one, and stay there. */
  private static final String WRAP_OFF = "\u001b[?7l";

  private static final String WRAP_ON = "\u001b[?7h";
  private static final String CLEAR_TO_END = "\u001b[J";

  private final PrintWriter out;
  private List<String> lines = List.of();

  LiveBlock(PrintWriter out) {
    this.out = out;
  }

  /** Shows these lines instead of those before. */
  void show(List<String> now) {
    clear();
    lines = List.copyOf(now);
    draw();
    out.flush();
  }

  /** Puts a line that stays above the block. */
  void above(String line) {
    clear();
    out.println(line);
    draw();
    out.flush();
  }

  private void clear() {
    if (!lines.isEmpty()) {
      // From the first column, wherever a Ctrl-C left the cursor.
      out.print("\r" + (lines.size() > 1 ? "\u001b[" + (lines.size() - 1) + "A" : ""));
      out.print(CLEAR_TO_END);
    }
  }

  private void draw() {
    if (!lines.isEmpty()) {
      out.print(WRAP_OFF);
      for (int i = 0; i < lines.size(); i++) {
        out.print((i == 0 ? "" : "\r\n") + cut(lines.get(i)));
      }
      out.print(WRAP_ON);
    }
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(MOST_CHARACTERS, text.length()));
  }
}
