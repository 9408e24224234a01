package dev.gridcast.benchmark.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FiguresTest {

  @Test
  void aQuantileLiesInProportionBetweenTwoValues() {
    double[] oneToHundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();
    assertThat(Figures.quantile(oneToHundred, 0)).isEqualTo(1);
    assertThat(Figures.quantile(oneToHundred, 0.5)).isEqualTo(50.5);
    assertThat(Figures.quantile(oneToHundred, 0.99)).isCloseTo(99.01, within(1e-9));
    assertThat(Figures.quantile(oneToHundred, 1)).isEqualTo(100);
    assertThat(oneToHundred[0]).as("the order of what was given").isEqualTo(100);
  }

  @Test
  void theMedianIsTheMiddleOrBetweenTheTwoInTheMiddle() {
    assertThat(Figures.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
    assertThat(Figures.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
  }

  @Test
  void nothingMeasuredIsNoFigure() {
    assertThatThrownBy(() -> Figures.quantile(new double[0], 0.5))
        .hasMessageContaining("nothing was measured");
  }
}
