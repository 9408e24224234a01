package dev.gridcast.server.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time span on the command line: {@code 90m}, {@code 12h}, {@code 7d}, {@code 2w}. */
final class TimeSpan {

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})([mhdw])");
  private static final long MOST_DAYS = 3_650;

  private TimeSpan() {}

  /**
   * Reads one.
   *
   * @param option the option, for the message
   * @throws UserError when it is none, or longer than ten years
   */
  static Duration parse(String option, String text) throws UserError {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw UserError.badInput(
          option + " must be a whole number and m, h, d or w, like 12h or 7d, not " + text);
    }
    long count = Long.parseLong(form.group(1));
    Duration span =
        switch (form.group(2)) {
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> Duration.ofDays(7 * count);
        };
    if (span.toDays() > MOST_DAYS) {
      throw UserError.badInput(option + " must be at most " + MOST_DAYS + "d, not " + text);
    }
    return span;
  }
}
