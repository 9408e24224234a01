package dev.gridcast.client.control;

/**
 * Where the status page listens on 127.0.0.1.
 *
 * @param number 1 to 65535; 0 takes a free port; -1 is no page at all
 */
public record PagePort(int number) {

  private static final int OFF = -1;

  public PagePort {
    if (number < OFF || number > 65_535) {
      throw new IllegalArgumentException("a port must be between 1 and 65535: " + number);
    }
  }

  /** Any port that is free. */
  public static PagePort free() {
    return new PagePort(0);
  }

  /** No page. */
  public static PagePort off() {
    return new PagePort(OFF);
  }

  /**
   * Reads {@code off}, {@code auto} or a number.
   *
   * @throws IllegalArgumentException with one line that says what is allowed
   */
  public static PagePort parse(String text) {
    String word = text.strip();
    if (word.equals("off")) {
      return off();
    }
    if (word.equals("auto")) {
      return free();
    }
    if (!word.matches("[1-9][0-9]{0,4}") || Integer.parseInt(word) > 65_535) {
      throw new IllegalArgumentException(
          "the port of the status page must be auto, off, or a number between 1 and 65535: \""
              + text
              + '"');
    }
    return new PagePort(Integer.parseInt(word));
  }

  boolean isOff() {
    return number == OFF;
  }
}
