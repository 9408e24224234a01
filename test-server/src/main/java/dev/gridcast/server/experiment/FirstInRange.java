package dev.gridcast.server.experiment;

import java.math.BigInteger;
import java.util.OptionalLong;

/**
 * The smallest {@code x >= 0} with {@code least <= a * x mod m <= most}, without trying them one
 * after the other.
 *
 * <p>As Euclid's algorithm goes: if a multiple of {@code a} lies in the range before the first turn
 * around {@code m}, that is it. Else {@code a * x = r + m * y} for a number {@code y} of turns and
 * an {@code r} of the range, so that {@code -m * y mod a} lies in the range taken modulo {@code a},
 * which is the same question about smaller numbers; the smallest {@code y} gives the smallest
 * {@code x}. Counting from the other end where {@code a} is more than half of {@code m} makes the
 * modulus half at each step: at most 63 steps.
 */
final class FirstInRange {

  private FirstInRange() {}

  /**
   * The smallest {@code x}.
   *
   * @param a from 0 to {@code m - 1}
   * @param m above 0
   * @param least from 0
   * @param most from {@code least} to {@code m - 1}
   * @return empty where there is none
   */
  static OptionalLong find(long a, long m, long least, long most) {
    if (least == 0) {
      return OptionalLong.of(0);
    }
    if (a == 0) {
      return OptionalLong.empty();
    }
    if (a > m - a) {
      return find(m - a, m, m - most, m - least);
    }
    long toNextMultiple = (a - least % a) % a;
    if (toNextMultiple <= most - least) {
      return OptionalLong.of(least / a + (least % a == 0 ? 0 : 1));
    }
    // No multiple of a lies in the range, so its ends keep their order modulo a.
    OptionalLong turns = find((a - m % a) % a, a, least % a, most % a);
    return turns.isEmpty() ? turns : OptionalLong.of(ceiling(least, m, turns.getAsLong(), a));
  }

  /** {@code (least + m * turns) / a}, rounded up; what is divided may be larger than a long. */
  private static long ceiling(long least, long m, long turns, long a) {
    if (Math.multiplyHigh(m, turns) == 0) {
      long product = m * turns;
      if (product >= 0 && product <= Long.MAX_VALUE - least) {
        return (product + least) / a + ((product + least) % a == 0 ? 0 : 1);
      }
    }
    BigInteger[] divided =
        BigInteger.valueOf(m)
            .multiply(BigInteger.valueOf(turns))
            .add(BigInteger.valueOf(least))
            .divideAndRemainder(BigInteger.valueOf(a));
    return divided[0].longValueExact() + (divided[1].signum() == 0 ? 0 : 1);
  }
}
