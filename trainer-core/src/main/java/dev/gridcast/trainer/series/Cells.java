package dev.gridcast.trainer.series;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The text of one cell, as a number or a time. The messages say what is wrong and what to do; the
 * caller adds where.
 */
final class Cells {
  private static final long FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST_TIME = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
  private static final int SHOWN_CHARACTERS = 40;

  private Cells() {}

  static double number(String text) throws SeriesException {
    if (text.isBlank()) {
      throw new SeriesException("the cell is empty; fill in the number or remove the row");
    }
    if (!looksLikeNumber(text)) {
      throw new SeriesException(
          isNotFinite(text)
              ? shown(text) + " is not a finite number; remove the row or fill in the number"
              : shown(text) + " is not a number; write it with digits and a dot, like 1234.5");
    }
    try {
      double value = Double.parseDouble(text);
      if (!Double.isFinite(value)) {
        throw new SeriesException(
            shown(text) + " is too large for a number; the largest is 1.7E308");
      }
      return value;
    } catch (NumberFormatException e) {
      throw new SeriesException(
          shown(text) + " is not a number; write it with digits and a dot, like 1234.5", e);
    }
  }

  /** Java's own parser also takes 1f, 0x1p3 and blanks, which no CSV file means. */
  private static boolean looksLikeNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return false;
      }
    }
    return true;
  }

  private static boolean isNotFinite(String text) {
    String word = text.strip().replaceFirst("^[+-]", "");
    return word.equalsIgnoreCase("nan")
        || word.equalsIgnoreCase("inf")
        || word.equalsIgnoreCase("infinity");
  }

  /** Milliseconds since 1970 UTC. */
  static long time(String text) throws SeriesException {
    if (text.isBlank()) {
      throw new SeriesException("the cell is empty; fill in the time or remove the row");
    }
    long millis;
    try {
      millis = isWhole(text) ? Long.parseLong(text) : iso(text);
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      throw new SeriesException(notTime(text), e);
    }
    if (millis < FIRST_TIME || millis > LAST_TIME) {
      throw new SeriesException(
          shown(text)
              + " is not between the years 1 and 9999; give milliseconds since 1970, not finer");
    }
    return millis;
  }

  private static boolean isWhole(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    return text.length() > start && text.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
  }

  private static long iso(String text) throws SeriesException {
    Instant time;
    if (text.indexOf('T') < 0) {
      time = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } else if (text.endsWith("Z")) {
      time = Instant.parse(text);
    } else {
      time = OffsetDateTime.parse(text).toInstant();
    }
    if (!Instant.ofEpochMilli(time.toEpochMilli()).equals(time)) {
      throw new SeriesException(shown(text) + " is finer than a millisecond; round it");
    }
    return time.toEpochMilli();
  }

  private static String notTime(String text) {
    String better = "2016-05-18T04:00:00Z";
    try {
      LocalDateTime local = LocalDateTime.parse(text.strip().replace(' ', 'T'));
      return shown(text)
          + " has no time zone; write it in UTC, as "
          + local.toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return shown(text)
          + " is not a time; write it as "
          + better
          + " or as milliseconds since 1970, "
          + Instant.parse(better).toEpochMilli();
    }
  }

  /** The value in quotes, short and on one line whatever it holds. */
  static String shown(String text) {
    String cut =
        text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    return '"' + cut.replaceAll("\\p{Cntrl}", "\uFFFD") + '"';
  }
}
