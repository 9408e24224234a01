package dev.gridcast.server.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForecastBandTest {

  private static final int ROWS = 101;

  @Test
  void aBandGrowsWithThePrice() {
    double[] forecast = new double[ROWS];
    Arrays.fill(forecast, 100);
    // Errors of -5 % to +5 %, evenly.
    double[] actual = IntStream.range(0, ROWS).mapToDouble(i -> 95 + 0.1 * i).toArray();
    ForecastBand band = ForecastBand.of(actual, forecast);
    assertThat(band.around(100).p05()).isEqualTo(95.5, within(1e-9));
    assertThat(band.around(100).p75()).isEqualTo(102.5, within(1e-9));
    assertThat(band.around(1_000).p05()).isEqualTo(955, within(1e-9));
    assertThat(band.around(1_000).p95()).isEqualTo(1_045, within(1e-9));
    assertThat(band.inside50(1_020, 1_000)).isTrue();
    assertThat(band.inside50(1_030, 1_000)).isFalse();
    assertThat(band.inside90(1_030, 1_000)).isTrue();
    assertThat(band.inside90(1_050, 1_000)).isFalse();
  }

  @Test
  void whereAPriceIsNotAboveZeroABandIsAsWideAsTheErrorsWere() {
    double[] forecast = {-1, 0, 1, 2, 3};
    double[] actual = {-2, -1, 0, 1, 2};
    ForecastBand band = ForecastBand.of(actual, forecast);
    assertThat(band.around(-50)).isEqualTo(new Band(-51, -51, -51, -51));
    assertThat(band.around(50)).isEqualTo(new Band(49, 49, 49, 49));
  }
}
