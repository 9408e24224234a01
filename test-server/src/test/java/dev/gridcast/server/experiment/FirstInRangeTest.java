package dev.gridcast.server.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The shortcut finds what trying one after the other finds. */
class FirstInRangeTest {

  @Property(tries = 2_000)
  void itIsTheFirstThatTryingFinds(
      @ForAll @IntRange(min = 1, max = 400) int m,
      @ForAll @IntRange(max = 10_000) int a,
      @ForAll @IntRange(max = 10_000) int one,
      @ForAll @IntRange(max = 10_000) int other) {
    int least = Math.min(one % m, other % m);
    int most = Math.max(one % m, other % m);
    OptionalLong tried = OptionalLong.empty();
    for (int x = 0; x < m && tried.isEmpty(); x++) {
      int there = (a % m) * x % m;
      if (there >= least && there <= most) {
        tried = OptionalLong.of(x);
      }
    }

    assertThat(FirstInRange.find(a % m, m, least, most)).isEqualTo(tried);
  }

  /** Nobody can try so many: it must lie in the range, and a larger range cannot be later. */
  @Property(tries = 500)
  void whatIsFoundAmongTheLargestNumbersLiesInTheRange(
      @ForAll @LongRange(min = Long.MAX_VALUE / 2) long m,
      @ForAll @LongRange(min = 1) long a,
      @ForAll @LongRange(min = 0) long place,
      @ForAll @LongRange(min = 0, max = 1L << 62) long length) {
    BigInteger modulus = BigInteger.valueOf(m);
    long step = BigInteger.valueOf(a).gcd(modulus).equals(BigInteger.ONE) ? a % m : 1;
    long least = place % m;
    long most = least + Math.min(length, m - 1 - least);

    long found = FirstInRange.find(step, m, least, most).orElseThrow();

    long there =
        BigInteger.valueOf(step).multiply(BigInteger.valueOf(found)).mod(modulus).longValueExact();
    assertThat(there).isBetween(least, most);
    assertThat(found).isBetween(0L, m - 1);
    if (most < m - 1) {
      assertThat(FirstInRange.find(step, m, least, most + 1).orElseThrow())
          .isLessThanOrEqualTo(found);
    }
  }
}
