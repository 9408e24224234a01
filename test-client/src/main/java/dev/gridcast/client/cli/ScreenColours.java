package dev.gridcast.client.cli;

import org.jspecify.annotations.Nullable;

/** Colours for a terminal, and none for anything else; see https://no-color.org. */
final class ScreenColours {

  private static final String RESET = "\u001b[0m";
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";

  private final boolean shown;

  private ScreenColours(boolean shown) {
    this.shown = shown;
  }

  /**
   * The colours of this process.
   *
   * @param noColor the value of the environment variable {@code NO_COLOR}
   */
  static ScreenColours of(boolean terminal, @Nullable String noColor) {
    return new ScreenColours(terminal && (noColor == null || noColor.isEmpty()));
  }

  String good(String text) {
    return in(GREEN, text);
  }

  String bad(String text) {
    return in(RED, text);
  }

  String waiting(String text) {
    return in(YELLOW, text);
  }

  private String in(String colour, String text) {
    return shown && !text.isEmpty() ? colour + text + RESET : text;
  }
}
