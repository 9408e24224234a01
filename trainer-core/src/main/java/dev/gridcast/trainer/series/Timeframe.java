package dev.gridcast.trainer.series;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The step of a table as traders write it: a whole number and {@code s}, {@code m}, {@code h},
 * {@code d} or {@code w}.
 *
 * @param text the canonical text, like {@code 4h}
 * @param step the time from one row to the next; a day is 24 hours, a week 7 days, since rows are
 *     in UTC
 */
public record Timeframe(String text, Duration step) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6})([smhdw])");

  /**
   * Reads {@code 30s}, {@code 15m}, {@code 4h}, {@code 1d} or {@code 1w}.
   *
   * @throws SeriesException for anything else; months are not of one length and have no letter
   */
  public static Timeframe parse(String text) throws SeriesException {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new SeriesException(
          "\""
              + text
              + "\" is not a timeframe; write a whole number and s, m, h, d or w, like 30s, 15m, 4h, 1d or 1w");
    }
    long count = Long.parseLong(form.group(1));
    Duration step =
        switch (form.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> Duration.ofDays(7 * count);
        };
    return new Timeframe(text, step);
  }

  @Override
  public String toString() {
    return text;
  }
}
