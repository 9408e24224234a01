package dev.gridcast.server.report;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as text that mean the same everywhere: dot decimals, no grouping, no exponents. */
final class Decimal {

  private Decimal() {}

  /** The shortest text that reads back as the same number. */
  static String exact(double value) {
    return new BigDecimal(DoubleToDecimal.toString(value)).stripTrailingZeros().toPlainString();
  }

  /** How many decimals show enough of figures that are at most so large. */
  static int decimalsFor(double largest) {
    return largest >= 100 ? 2 : largest >= 1 ? 4 : 6;
  }

  /** Rounded to so many decimals. */
  static String rounded(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
