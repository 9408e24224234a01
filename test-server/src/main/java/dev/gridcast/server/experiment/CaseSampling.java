package dev.gridcast.server.experiment;

import java.math.BigDecimal;
import java.math.BigInteger;
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
}
