package dev.gridcast.server.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.experiment.ValueRange.Listed;
import dev.gridcast.server.experiment.ValueRange.Stepped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RangeOverlapTest {

  @Provide
  static Arbitrary<ValueRange> ranges() {
    Arbitrary<ValueRange> stepped =
        Combinators.combine(
                Arbitraries.integers().between(-20, 60),
                Arbitraries.integers().between(1, 15),
                Arbitraries.integers().between(0, 2),
                Arbitraries.integers().between(1, 12))
            .as(
                (from, step, scale, size) ->
                    new Stepped(
                        BigDecimal.valueOf(from, scale), BigDecimal.valueOf(step, scale), size));
    Arbitrary<ValueRange> listed =
        Arbitraries.integers()
            .between(-20, 60)
            .map(number -> ValueRange.canonical(BigDecimal.valueOf(number, 1)))
            .list()
            .uniqueElements()
            .ofMinSize(1)
            .ofMaxSize(5)
            .map(Listed::new);
    return Arbitraries.oneOf(stepped, listed);
  }

  private static Set<String> all(ValueRange range) {
    return LongStream.range(0, range.size()).mapToObj(range::at).collect(Collectors.toSet());
  }

  @Property(tries = 2000)
  void isWhatGoingThroughBothWouldFind(
      @ForAll("ranges") ValueRange one, @ForAll("ranges") ValueRange other) {
    Set<String> both = all(one);
    both.retainAll(all(other));

    assertThat(RangeOverlap.common(one, other).isPresent()).isEqualTo(!both.isEmpty());
    RangeOverlap.common(one, other).ifPresent(value -> assertThat(both).contains(value));
    RangeOverlap.common(other, one).ifPresent(value -> assertThat(both).contains(value));
  }

  @Test
  void rangesOfAnySizeCostNothing() {
    ValueRange even = new Stepped(BigDecimal.ZERO, BigDecimal.valueOf(2), Long.MAX_VALUE / 2);
    ValueRange odd = new Stepped(BigDecimal.ONE, BigDecimal.valueOf(2), Long.MAX_VALUE / 2);
    ValueRange far =
        new Stepped(BigDecimal.valueOf(1_000_000_000_007L), BigDecimal.valueOf(3), 1_000_000_000L);

    assertThat(RangeOverlap.common(even, odd)).isEmpty();
    assertThat(RangeOverlap.common(even, far)).contains("1000000000010");
    assertThat(RangeOverlap.common(far, odd)).contains("1000000000007");
    assertThat(RangeOverlap.contains(even, "1234567890123456")).isTrue();
    assertThat(RangeOverlap.contains(even, "1.5")).isFalse();
    assertThat(RangeOverlap.contains(new Listed(List.of("mae", "mse")), "mse")).isTrue();
  }
}
