package dev.gridcast.server.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrdersTest {

  private static final double[] ODD = {
    0.0,
    -0.0,
    1,
    -1,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    1e-300,
    65_536,
    65_535.5
  };

  @Test
  void sortsAsAComparatorDoesEqualOnesInOrder() {
    Random random = new Random(3);
    double[] values = new double[5_000];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          random.nextInt(3) == 0
              ? ODD[random.nextInt(ODD.length)]
              : Math.round(random.nextGaussian() * 100) / 10.0;
    }
    Comparator<Integer> ascending =
        Comparator.comparingDouble(row -> values[row] + 0.0); // NaN is largest there
    assertThat(Orders.by(values.length, row -> Orders.key(values[row], false)))
        .containsExactly(
            IntStream.range(0, values.length).boxed().sorted(ascending).mapToInt(i -> i).toArray());
    Comparator<Integer> descending =
        Comparator.<Integer>comparingInt(row -> Double.isNaN(values[row]) ? 1 : 0)
            .thenComparing(ascending.reversed());
    assertThat(Orders.by(values.length, row -> Orders.key(values[row], true)))
        .containsExactly(
            IntStream.range(0, values.length)
                .boxed()
                .sorted(descending)
                .mapToInt(i -> i)
                .toArray());
  }

  @Test
  void nothingIsSortedToo() {
    assertThat(Orders.by(0, row -> 1)).isEmpty();
  }
}
