package dev.gridcast.client.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person looks at a screen that understands how to rewrite a line. */
final class Terminal {

  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // null up to JDK 21; after that isTerminal() answers
  static boolean isPresent() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      // From JDK 22 on there is a console even where there is no terminal.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
