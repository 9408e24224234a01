package dev.gridcast.server.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** A bar that is drawn over in place on a terminal, and a line now and then elsewhere. */
final class ProgressBar {

  private static final int WIDTH = 30;
  private static final int PERCENT = 100;

  /** A file gets a line each time so many more percent are done. */
  private static final int STEP = 10;

  private final PrintWriter out;
  private final Terminal terminal;
  private final String unit;
  private boolean drawn;
  private long said = -STEP;

  /**
   * @param unit what is counted, in the plural
   */
  ProgressBar(PrintWriter out, Terminal terminal, String unit) {
    this.out = out;
    this.terminal = terminal;
    this.unit = unit;
  }

  /** So much is done. */
  void at(long done, long total) {
    long percent = total == 0 ? PERCENT : PERCENT * done / total;
    String figures = String.format(Locale.ROOT, "%,d of %,d %s", done, total, unit);
    if (terminal.interactive()) {
      int full = (int) (WIDTH * percent / PERCENT);
      out.print("\r[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + figures + "\u001b[K");
      out.flush();
      drawn = true;
    } else if (percent >= said + STEP) {
      said = percent - percent % STEP;
      out.println(percent + " %: " + figures);
      out.flush();
    }
  }

  /** What is printed next stands on a line of its own. */
  void end() {
    if (drawn) {
      out.println();
      drawn = false;
    }
  }
}
