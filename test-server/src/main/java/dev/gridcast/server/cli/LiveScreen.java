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
  private static final String ERASE_LINE_END = "\u001b[K";

  /** A line that is too long must be cut, not wrapped, or the next redraw starts too low. */
  private static final String WRAP_OFF = "\u001b[?7l";

  private static final String WRAP_ON = "\u001b[?7h";

  private static final String NEW_LINE = System.lineSeparator();

  private final PrintWriter out;
  private final Terminal terminal;
  private final Clock clock;
  private final ScreenText text;

  private List<String> drawn = List.of();
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
      draw("", text.block(state));
    } else {
      showLine(state);
    }
  }

  /** Prints a line that stays, for example that a volunteer has joined. */
  synchronized void say(String event) {
    if (terminal.interactive()) {
      draw(event + ERASE_LINE_END + NEW_LINE, drawn);
    } else {
      out.println(TIME.format(clock.instant()) + " " + event);
      out.flush();
    }
  }

  /** Draws a last time; what is printed afterwards stands below. */
  synchronized void finish(ScreenState state) {
    if (closed) {
      return;
    }
    lastLineAt = Instant.MIN;
    show(state);
    drawn = List.of();
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
    out.flush();
    lastLineAt = now;
    lastLine = line;
  }

  /**
   * Replaces the block by what stays and a new block. In one piece, and each line over the one
   * before it: a block that is erased first flickers.
   */
  private void draw(String staying, List<String> lines) {
    StringBuilder picture = new StringBuilder();
    if (!drawn.isEmpty()) {
      // Back to the first column first: a Ctrl-C leaves its "^C" behind and the cursor after it.
      picture.append("\r\u001b[").append(drawn.size()).append('A');
    }
    picture.append(staying);
    if (!lines.isEmpty()) {
      picture.append(WRAP_OFF);
      lines.forEach(line -> picture.append(line).append(ERASE_LINE_END).append(NEW_LINE));
      picture.append(WRAP_ON);
    }
    if (!drawn.isEmpty()) {
      picture.append(ERASE_BELOW);
    }
    out.print(picture);
    out.flush();
    drawn = List.copyOf(lines);
  }
}
