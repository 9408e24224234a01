package dev.gridcast.server.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Shows progress while the server runs: on a terminal a block that is drawn over in place,
 * elsewhere a plain line every few seconds. Thread-safe.
 */
final class LiveScreen {

  /** Often enough to see that it lives, rare enough to keep a log file readable. */
  private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String ERASE_BELOW = "\u001b[J";

  /** A line that is too long must be cut, not wrapped, or the next redraw starts too low. */
  private static final String WRAP_OFF = "\u001b[?7l";

  private static final String WRAP_ON = "\u001b[?7h";

  private final PrintWriter out;
  private final Terminal terminal;
  private final Clock clock;
  private final ScreenText text;

  private int drawnLines;
  private Instant lastLineAt = Instant.MIN;
  private String lastLine = "";
  private boolean closed;

  LiveScreen(PrintWriter out, Terminal terminal, Clock clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.text = new ScreenText(terminal.colours());
  }

  /** Shows the state of the moment; cheap enough to be called every second. */
  synchronized void show(ScreenState state) {
    if (closed) {
      return;
    }
    if (terminal.interactive()) {
      erase();
      draw(text.block(state));
    } else {
      showLine(state);
    }
    out.flush();
  }

  /** Prints a line that stays, for example that a volunteer has joined. */
  synchronized void say(String event) {
    if (terminal.interactive() && drawnLines > 0) {
      erase();
    }
    out.println(terminal.interactive() ? event : TIME.format(clock.instant()) + " " + event);
    out.flush();
  }

  /** Draws a last time; what is printed afterwards stands below. */
  synchronized void finish(ScreenState state) {
    if (closed) {
      return;
    }
    lastLineAt = Instant.MIN;
    show(state);
    drawnLines = 0;
    closed = true;
  }

  private void showLine(ScreenState state) {
    Instant now = clock.instant();
    String line = text.line(state);
    boolean due = lastLineAt.equals(Instant.MIN) || !now.isBefore(lastLineAt.plus(LINE_INTERVAL));
    if (!due || line.equals(lastLine)) {
      return;
    }
    out.println(TIME.format(now) + " " + line);
    lastLineAt = now;
    lastLine = line;
  }

  private void draw(List<String> lines) {
    out.print(WRAP_OFF);
    lines.forEach(out::println);
    out.print(WRAP_ON);
    drawnLines = lines.size();
  }

  private void erase() {
    if (drawnLines > 0) {
      out.print("\u001b[" + drawnLines + "A" + ERASE_BELOW);
      drawnLines = 0;
    }
  }
}
