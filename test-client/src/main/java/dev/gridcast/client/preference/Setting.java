package dev.gridcast.client.preference;

/**
 * The value of a key as it is written, and where.
 *
 * @param text the value, stripped
 * @param origin where it comes from
 */
public record Setting(String text, Origin origin) {

  /** Where a value comes from. */
  public sealed interface Origin {

    /** As a person would say it: {@code default}, {@code preferences.yaml:3}, {@code --cpus}. */
    String text();
  }

  /** Nobody has decided. */
  public record Standard() implements Origin {
    @Override
    public String text() {
      return "default";
    }
  }

  /**
   * A line of the file.
   *
   * @param file the file, as messages name it
   * @param line from 1
   */
  public record FileLine(String file, int line) implements Origin {
    @Override
    public String text() {
      return file + ":" + line;
    }
  }

  /**
   * A flag on the command line.
   *
   * @param text with its dashes
   */
  public record Flag(String text) implements Origin {}
}
