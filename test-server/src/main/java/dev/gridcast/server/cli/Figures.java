package dev.gridcast.server.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them; the same in every locale. */
final class Figures {

  private static final int PRICE_DIGITS = 6;

  private Figures() {}

  /** A price or an error in price units, to six significant digits: {@code 803.681}. */
  static String price(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(PRICE_DIGITS));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A share as a signed percentage with two decimals: {@code +0.31 %}. */
  static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%+.2f %%", share * 100) : "-";
  }

  /** A count with thousands apart: {@code 10,000,000}. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A count and its noun: {@code 1 case}, {@code 16 cases}. */
  static String count(long value, String noun) {
    return count(value) + " " + noun + (value == 1 ? "" : "s");
  }

  /** A length of time, no finer than it deserves: {@code 45 s}, {@code 3 min 20 s}, {@code 2 h}. */
  static String duration(Duration duration) {
    long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
    if (seconds < 90) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      long rest = seconds % 60 / 10 * 10;
      return seconds / 60 + " min" + (rest == 0 ? "" : " " + rest + " s");
    }
    if (seconds < 48 * 3600) {
      long minutes = seconds % 3600 / 60;
      return seconds / 3600 + " h" + (minutes == 0 ? "" : " " + minutes + " min");
    }
    return seconds / 86_400 + " days";
  }
}
