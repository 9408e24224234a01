package dev.gridcast.client.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as people write it: {@code 2h}, {@code 1h30m}, {@code 45 min}, {@code 1 day}.
 */
final class SpokenTime {

  private static final Pattern PART =
      Pattern.compile(
          "\\s*([0-9]{1,6})\\s*(d|days?|h|hours?|m|min|minutes?|s|sec|seconds?)(?![a-z])\\s*");

  private SpokenTime() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it is none, with one line that says what is allowed
   */
  static Duration parse(String text) {
    Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
    Duration sum = Duration.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
      end = part.end();
    }
    if (end == 0 || end != text.length()) {
      throw new IllegalArgumentException(
          "a time must look like 45m, 2h, 1h30m or 1d: '" + text + "'");
    }
    return sum;
  }

  private static Duration unit(String word) {
    return switch (word.charAt(0)) {
      case 'd' -> Duration.ofDays(1);
      case 'h' -> Duration.ofHours(1);
      case 'm' -> Duration.ofMinutes(1);
      default -> Duration.ofSeconds(1);
    };
  }
}
