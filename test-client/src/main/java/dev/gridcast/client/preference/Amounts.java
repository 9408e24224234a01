package dev.gridcast.client.preference;

import static dev.gridcast.client.preference.ValueException.quoted;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes amounts with units: sizes, rates, temperatures. */
public final class Amounts {

  private static final Pattern WITH_UNIT =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?) ?([A-Za-z/]+)");
  private static final Pattern CELSIUS = Pattern.compile("([0-9]{1,3}(?:\\.[0-9])?) ?(?:°? ?C)?");

  private static final Map<String, Long> BYTES =
      Map.of(
          "B", 1L,
          "kB", 1_000L,
          "KB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "TB", 1_000_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30,
          "TiB", 1L << 40);

  /** Bits are what providers sell lines by. */
  private static final Map<String, Long> BITS =
      Map.of("kbit", 1_000L, "Mbit", 1_000_000L, "Gbit", 1_000_000_000L);

  private static final long MOST_BYTES = 1L << 50;
  private static final long LEAST_RATE = 8 << 10;
  private static final double LEAST_CELSIUS = 40;
  private static final double MOST_CELSIUS = 110;

  private Amounts() {}

  /** A size like {@code 4 GiB} or {@code 512 MB}, in bytes, at least {@code least}. */
  static long bytes(String text, long least) throws ValueException {
    Matcher form = WITH_UNIT.matcher(text);
    if (!form.matches()) {
      throw new ValueException(
          quoted(text) + " is not a size; write a number and a unit, like 4 GiB or 512 MB");
    }
    Long unit = BYTES.get(form.group(2));
    if (unit == null) {
      throw new ValueException(
          quoted(text) + " has no known unit; the units are MB and GB, MiB and GiB, like 4 GiB");
    }
    return inRange(text, times(form.group(1), unit), least);
  }

  /** A rate like {@code 500 KiB/s} or {@code 4 Mbit/s} in bytes per second; empty: unlimited. */
  static OptionalLong rate(String text) throws ValueException {
    if (text.equals("unlimited")) {
      return OptionalLong.empty();
    }
    Matcher form = WITH_UNIT.matcher(text);
    if (!form.matches() || !form.group(2).endsWith("/s")) {
      throw new ValueException(
          quoted(text)
              + " is not a rate; write a number and a unit, like 500 KiB/s or 4 Mbit/s, or"
              + " unlimited");
    }
    String unit = form.group(2).substring(0, form.group(2).length() - 2);
    Long bytes = BYTES.get(unit);
    Long bits = BITS.get(unit);
    if (bytes != null) {
      return OptionalLong.of(inRange(text, times(form.group(1), bytes), LEAST_RATE));
    }
    if (bits != null) {
      BigDecimal eighth = times(form.group(1), bits).divide(BigDecimal.valueOf(8));
      return OptionalLong.of(inRange(text, eighth, LEAST_RATE));
    }
    throw new ValueException(
        quoted(text) + " has no known unit; the units are KiB/s, MiB/s, kB/s, MB/s and Mbit/s");
  }

  /** A temperature like {@code 90 °C}; empty: off. */
  static OptionalDouble celsius(String text) throws ValueException {
    if (text.equals("off")) {
      return OptionalDouble.empty();
    }
    Matcher form = CELSIUS.matcher(text);
    if (!form.matches()) {
      throw new ValueException(
          quoted(text) + " is not a temperature; write degrees Celsius, like 90 °C or 90, or off");
    }
    double celsius = Double.parseDouble(form.group(1));
    if (celsius < LEAST_CELSIUS || celsius > MOST_CELSIUS) {
      throw new ValueException(
          String.format(
              Locale.ROOT,
              "%s is out of range; it goes from %.0f to %.0f °C",
              quoted(text),
              LEAST_CELSIUS,
              MOST_CELSIUS));
    }
    return OptionalDouble.of(celsius);
  }

  /** A size for people, like {@code 1.5 GiB}; exact where that needs no more than two decimals. */
  public static String text(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    int unit = 0;
    double amount = bytes;
    while (amount >= 1024 && unit < units.length - 1) {
      amount /= 1024;
      unit++;
    }
    return BigDecimal.valueOf(amount)
            .setScale(2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + " "
        + units[unit];
  }

  private static BigDecimal times(String number, long unit) {
    return new BigDecimal(number).multiply(BigDecimal.valueOf(unit));
  }

  private static long inRange(String text, BigDecimal bytes, long least) throws ValueException {
    if (bytes.compareTo(BigDecimal.valueOf(least)) < 0) {
      throw new ValueException(quoted(text) + " is too little; the least is " + text(least));
    }
    if (bytes.compareTo(BigDecimal.valueOf(MOST_BYTES)) > 0) {
      throw new ValueException(quoted(text) + " is too much; the most is " + text(MOST_BYTES));
    }
    return bytes.longValue();
  }
}
