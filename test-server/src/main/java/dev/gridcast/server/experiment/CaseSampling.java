package dev.gridcast.server.experiment;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Which combinations a limited experiment runs: case {@code i} is combination {@code (a * i + b)
 * mod n}. With {@code a} and {@code n} coprime no combination comes twice, and with {@code a} near
 * the golden section of {@code n} any first few are spread evenly over the whole product. Raising
 * the limit later adds cases behind those already there.
 */
final class CaseSampling {

  private static final BigDecimal GOLDEN_SECTION = new BigDecimal("0.6180339887498948482");

  private final BigInteger combinations;
  private final BigInteger multiplier;
  private final BigInteger offset;

  private CaseSampling(BigInteger combinations, BigInteger multiplier, BigInteger offset) {
    this.combinations = combinations;
    this.multiplier = multiplier;
    this.offset = offset;
  }

  static CaseSampling of(long combinations, long seed) {
    BigInteger n = BigInteger.valueOf(combinations);
    BigInteger multiplier =
        new BigDecimal(n).multiply(GOLDEN_SECTION).toBigInteger().max(BigInteger.ONE);
    while (!multiplier.gcd(n).equals(BigInteger.ONE)) {
      multiplier = multiplier.add(BigInteger.ONE);
    }
    long offset = Math.floorMod(new SplittableRandom(seed).nextLong(), combinations);
    return new CaseSampling(n, multiplier, BigInteger.valueOf(offset));
  }

  long combination(long index) {
    return multiplier
        .multiply(BigInteger.valueOf(index))
        .add(offset)
        .mod(combinations)
        .longValueExact();
  }

  /**
   * The first index from a given one on whose combination lies between two, both included; empty
   * when all of those have an index before.
   */
  OptionalLong next(long from, long least, long most) {
    long n = combinations.longValueExact();
    long first = combination(from);
    if (first >= least && first <= most) {
      return OptionalLong.of(from);
    }
    // From here on combinations are first + multiplier * steps: ask how far the range is ahead.
    OptionalLong steps =
        FirstInRange.find(
            multiplier.mod(combinations).longValueExact(),
            n,
            Math.floorMod(least - first, n),
            Math.floorMod(most - first, n));
    return steps.isPresent() && steps.getAsLong() < n - from
        ? OptionalLong.of(from + steps.getAsLong())
        : OptionalLong.empty();
  }
}
