package dev.gridcast.server.report;

import java.math.BigDecimal;
import java.util.Locale;

/** Counts, times and shares as text, the same in every locale. */
final class Amount {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;

  private Amount() {}

  /** With thousands apart. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Milliseconds as seconds, exactly: {@code 12.5}. */
  static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }

  /** No finer than it deserves: {@code 45 s}, {@code 3 min}, {@code 27.4 h}. */
  static String time(long millis) {
    long seconds = Math.round(millis / 1000.0);
    if (seconds < 2 * MINUTE) {
      return seconds + " s";
    }
    return seconds < 2 * HOUR
        ? Math.round((double) seconds / MINUTE) + " min"
        : String.format(Locale.ROOT, "%,.1f h", (double) seconds / HOUR);
  }

  /** A share of 1 as a percentage with one decimal. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
