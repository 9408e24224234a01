package dev.gridcast.server.experiment;

import dev.gridcast.server.experiment.ValueRange.Listed;
import dev.gridcast.server.experiment.ValueRange.Stepped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What two ranges have in common, found without going through a range of steps. */
final class RangeOverlap {

  private RangeOverlap() {}

  static boolean contains(ValueRange range, String value) {
    return common(Listed.of(value), range).isPresent();
  }

  /** A value that both ranges have; of numbers in steps the least. */
  static Optional<String> common(ValueRange one, ValueRange other) {
    if (one instanceof Stepped a && other instanceof Stepped b) {
      return common(a, b);
    }
    if (one instanceof Stepped a) {
      return common(other, a);
    }
    if (other instanceof Stepped steps) {
      return ((Listed) one).values().stream().filter(value -> contains(steps, value)).findFirst();
    }
    Set<String> there = new HashSet<>(((Listed) other).values());
    return ((Listed) one).values().stream().filter(there::contains).findFirst();
  }

  private static boolean contains(Stepped steps, String value) {
    BigDecimal behind = new BigDecimal(value).subtract(steps.from());
    return behind.signum() >= 0
        && behind.remainder(steps.step()).signum() == 0
        && behind.divide(steps.step()).compareTo(BigDecimal.valueOf(steps.size())) < 0;
  }

  /**
   * Where two arithmetic progressions meet first: their least common member from the later start
   * on, by the Chinese remainder theorem.
   */
  private static Optional<String> common(Stepped a, Stepped b) {
    int scale = scale(a.from(), a.step(), b.from(), b.step());
    BigInteger fromA = scaled(a.from(), scale);
    BigInteger fromB = scaled(b.from(), scale);
    BigInteger stepA = scaled(a.step(), scale);
    BigInteger stepB = scaled(b.step(), scale);
    BigInteger shared = stepA.gcd(stepB);
    BigInteger apart = fromB.subtract(fromA);
    if (apart.mod(shared).signum() != 0) {
      return Optional.empty();
    }
    BigInteger period = stepA.divide(shared).multiply(stepB);
    BigInteger modulus = stepB.divide(shared);
    BigInteger steps =
        apart.divide(shared).multiply(stepA.divide(shared).modInverse(modulus)).mod(modulus);
    BigInteger meeting = fromA.add(steps.multiply(stepA));
    BigInteger start = fromA.max(fromB);
    if (meeting.compareTo(start) < 0) {
      BigInteger missing = start.subtract(meeting).add(period).subtract(BigInteger.ONE);
      meeting = meeting.add(missing.divide(period).multiply(period));
    }
    boolean within =
        meeting.compareTo(last(fromA, stepA, a.size())) <= 0
            && meeting.compareTo(last(fromB, stepB, b.size())) <= 0;
    return within
        ? Optional.of(ValueRange.canonical(new BigDecimal(meeting, scale)))
        : Optional.empty();
  }

  private static BigInteger last(BigInteger from, BigInteger step, long size) {
    return from.add(step.multiply(BigInteger.valueOf(size - 1)));
  }

  private static int scale(BigDecimal... numbers) {
    int scale = 0;
    for (BigDecimal number : numbers) {
      scale = Math.max(scale, number.scale());
    }
    return scale;
  }

  private static BigInteger scaled(BigDecimal number, int scale) {
    return number.setScale(scale).unscaledValue();
  }
}
