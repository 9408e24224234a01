package dev.gridcast.server.experiment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The values one parameter takes, in order and without repetition, as the canonical text that goes
 * into {@code parameters.csv}. Numbers are exact decimals, so no range overshoots its end.
 */
sealed interface ValueRange {

  /** How many values there are, at least 1. */
  long size();

  /** The value at a position from 0 to {@code size() - 1}. */
  String at(long position);

  /** A few words for people: {@code 5, 10, 15} or {@code 1 to 100 by 1}. */
  String describe();

  /** The canonical text of a number: plain digits, no exponent, no trailing zeros. */
  static String canonical(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Values written out one by one. */
  record Listed(List<String> values) implements ValueRange {

    public Listed {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("a range needs at least one value");
      }
    }

    static Listed of(String... values) {
      return new Listed(List.of(values));
    }

    @Override
    public long size() {
      return values.size();
    }

    @Override
    public String at(long position) {
      return values.get(Math.toIntExact(position));
    }

    @Override
    public String describe() {
      if (values.size() <= 8) {
        return String.join(", ", values);
      }
      return String.join(", ", values.subList(0, 6)) + ", ..., " + values.get(values.size() - 1);
    }
  }

  /**
   * {@code from}, {@code from + step}, and so on while not above {@code to}. Never written out: a
   * million values cost as much as one.
   */
  record Stepped(BigDecimal from, BigDecimal step, long size) implements ValueRange {

    public Stepped {
      // 1 and 1.0 are one number and must be one text.
      from = new BigDecimal(canonical(from));
      step = new BigDecimal(canonical(step));
    }

    /** How many values there are up to {@code to}; 0 or less if none. */
    static BigDecimal count(BigDecimal from, BigDecimal to, BigDecimal step) {
      return to.subtract(from).divide(step, 0, RoundingMode.FLOOR).add(BigDecimal.ONE);
    }

    @Override
    public String at(long position) {
      if (position < 0 || position >= size) {
        throw new IndexOutOfBoundsException(position + " is not below " + size);
      }
      return canonical(from.add(step.multiply(BigDecimal.valueOf(position))));
    }

    @Override
    public String describe() {
      return size == 1
          ? at(0)
          : at(0) + " to " + at(size - 1) + " by " + canonical(step) + " (" + size + " values)";
    }
  }
}
