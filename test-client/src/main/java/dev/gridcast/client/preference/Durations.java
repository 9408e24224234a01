package dev.gridcast.client.preference;

import static dev.gridcast.client.preference.ValueException.quoted;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes lengths of time as people do: {@code 5 min}, {@code 2h}, {@code 1h30m}. */
public final class Durations {

  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Pattern PART = Pattern.compile(" ?([0-9]{1,7}) ?([a-z]+)");

  private Durations() {}

  /**
   * A length of time from one second to 30 days.
   *
   * @throws PreferenceException when the text is none; the message says how to write one
   */
  public static Duration parse(String text) throws PreferenceException {
    try {
      return read(text);
    } catch (ValueException e) {
      throw new PreferenceException(e.problem());
    }
  }

  static Duration read(String text) throws ValueException {
    String said = text.strip().toLowerCase(Locale.ROOT);
    Matcher part = PART.matcher(said);
    Duration whole = Duration.ZERO;
    int end = 0;
    while (end < said.length()) {
      if (!part.find(end) || part.start() != end) {
        throw none(text);
      }
      whole = whole.plus(unit(part.group(2), text).multipliedBy(Long.parseLong(part.group(1))));
      end = part.end();
    }
    if (end == 0) {
      throw none(text);
    }
    if (whole.isZero() || whole.compareTo(LONGEST) > 0) {
      throw new ValueException(quoted(text) + " is out of range; it goes from 1 s to 30 days");
    }
    return whole;
  }

  /** In words, exact to the second: {@code 2 h}, {@code 1 h 30 min}, {@code 45 s}. */
  public static String text(Duration duration) {
    long seconds = duration.toSeconds();
    StringBuilder text = new StringBuilder();
    append(text, seconds / 86_400, "d");
    append(text, seconds % 86_400 / 3600, "h");
    append(text, seconds % 3600 / 60, "min");
    append(text, seconds % 60, "s");
    return text.isEmpty() ? "0 s" : text.toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
    }
  }

  private static Duration unit(String word, String text) throws ValueException {
    return switch (word) {
      case "s", "sec", "second", "seconds" -> Duration.ofSeconds(1);
      case "m", "min", "minute", "minutes" -> Duration.ofMinutes(1);
      case "h", "hour", "hours" -> Duration.ofHours(1);
      case "d", "day", "days" -> Duration.ofDays(1);
      default -> throw none(text);
    };
  }

  private static ValueException none(String text) {
    return new ValueException(
        quoted(text) + " is not a length of time; write it like 90 s, 5 min, 2h or 1 day");
  }
}
