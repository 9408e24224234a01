package dev.gridcast.server.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/**
 * What the standard output can do.
 *
 * @param interactive whether a person looks at it, so that lines may be drawn over
 * @param colours whether colours are welcome
 */
record Terminal(boolean interactive, boolean colours) {

  /** A file or a pipe: plain lines. */
  static final Terminal PLAIN = new Terminal(false, false);

  /** The terminal of this process. Honours {@code NO_COLOR} and {@code TERM=dumb}. */
  static Terminal detect(Map<String, String> environment) {
    boolean interactive = hasConsole() && !"dumb".equals(environment.get("TERM"));
    boolean colours = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(interactive, colours);
  }

  /**
   * From JDK 22 on {@code System.console()} is there even when the output goes to a file, and only
   * {@code isTerminal}, which JDK 17 does not have, tells the difference.
   */
  @SuppressWarnings("SystemConsoleNull") // the check for null is for JDK 17 to 21
  private static boolean hasConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
