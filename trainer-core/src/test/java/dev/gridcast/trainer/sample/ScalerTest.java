package dev.gridcast.trainer.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScalerTest {

  private static Scaler fit(ScalerKind kind, double... values) throws SampleException {
    return Scaler.fit(kind, "feature \"x\"", values, values.length);
  }

  @Test
  void minmaxTakesTheLeastTo0AndTheMostTo1() throws Exception {
    Scaler scaler = fit(ScalerKind.MINMAX, 4, 2, 10);

    assertThat(scaler.scale(2)).isZero();
    assertThat(scaler.scale(10)).isEqualTo(1);
    assertThat(scaler.scale(4)).isEqualTo(0.25);
    assertThat(scaler.scale(18)).isEqualTo(2);
    assertThat(scaler.restore(0.25)).isEqualTo(4);
  }

  @Test
  void standardTakesTheMeanTo0AndTheDeviationTo1() throws Exception {
    // Mean 5, squares 9 + 1 + 1 + 9 = 20 of 4: the deviation is the root of 5.
    Scaler scaler = fit(ScalerKind.STANDARD, 2, 4, 6, 8);

    assertThat(scaler.offset()).isEqualTo(5);
    assertThat(scaler.width()).isCloseTo(Math.sqrt(5), within(1e-15));
    assertThat(scaler.scale(5)).isZero();
    assertThat(scaler.scale(10)).isCloseTo(Math.sqrt(5), within(1e-15));
    assertThat(scaler.restore(1)).isCloseTo(5 + Math.sqrt(5), within(1e-15));
  }

  @Test
  void noneLeavesValuesAsTheyAre() throws Exception {
    Scaler scaler = fit(ScalerKind.NONE, 2, 4);

    assertThat(scaler.scale(0.1)).isEqualTo(0.1);
    assertThat(scaler.restore(-7)).isEqualTo(-7);
  }

  @ParameterizedTest
  @EnumSource(names = {"MINMAX", "STANDARD"})
  void aConstantColumnIs0WhateverComesLater(ScalerKind kind) throws Exception {
    // Ten times 0.1 is not 1 in binary: the mean lies a hair beside, and must not be divided by it.
    double[] values = new double[10];
    java.util.Arrays.fill(values, 0.1);
    Scaler scaler = fit(kind, values);

    assertThat(scaler.scale(0.1)).isZero();
    assertThat(scaler.scale(1e300)).isZero();
    assertThat(scaler.restore(0)).isEqualTo(0.1);
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheFirstValuesAreFittedOn(ScalerKind kind) throws Exception {
    double[] values = {1, 2, 3, 1e9, Double.NaN};

    assertThat(Scaler.fit(kind, "x", values, 3)).isEqualTo(fit(kind, 1, 2, 3));
    assertThat(fit(kind, 1, 2, 3).clamp(9)).isEqualTo(3);
    assertThat(fit(kind, 1, 2, 3).clamp(-9)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoNumberOrTooWideIsRefused(ScalerKind kind) {
    assertThatThrownBy(() -> fit(kind, 1, Double.NaN))
        .isInstanceOf(SampleException.class)
        .hasMessageContaining("feature \"x\" cannot be scaled");
    assertThatThrownBy(() -> fit(kind)).isInstanceOf(SampleException.class);
    assertThatThrownBy(() -> fit(kind, -1e308, 1e308)).isInstanceOf(SampleException.class);
    assertThat(ScalerKind.of(kind.key())).contains(kind);
    assertThat(ScalerKind.of("robust")).isEmpty();
  }

  @Property(tries = 300)
  void theWayBackIsTheWay(
      @ForAll ScalerKind kind,
      @ForAll @Size(min = 2, max = 20) List<@DoubleRange(min = -1e6, max = 1e6) Double> some)
      throws Exception {
    double[] values = some.stream().mapToDouble(Double::doubleValue).toArray();
    Scaler scaler = fit(kind, values);
    for (double value : values) {
      assertThat(scaler.restore(scaler.scale(value))).isCloseTo(value, within(1e-8));
    }
  }
}
