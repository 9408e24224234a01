package dev.gridcast.server.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.support.RealCase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void saysWhatTheBestModelsSayAndHowTheyDid(int horizon) {
    try (RealStore real = new RealStore(folder, horizon)) {
      RealCase linear = real.train(2);
      real.train(3);
      ModelCards cards = ModelCards.of(real.experiment(), real.store());
      Forecasts.Answer found = new Forecasts(real.experiment(), real.store(), cards).best(2);
      assertThat(found.series())
          .isEqualTo(
              new Forecasts.Series("TEST", "1h", real.experiment().dataset().full().lastTime()));
      assertThat(found.models()).extracting(Forecasts.Model::rank).containsExactly(1L, 2L);
      Forecasts.Model model =
          found.models().stream().filter(m -> m.testCase() == 2).findFirst().orElseThrow();
      assertThat(model.rmse()).isEqualTo(linear.scoring().verification().rmse());
      assertThat(model.forecast()).hasSize(horizon);
      for (int ahead = 0; ahead < horizon; ahead++) {
        NextCandle stored = linear.scoring().verification().forecast().get(ahead);
        Forecasts.Row row = model.forecast().get(ahead);
        assertThat(row.time()).isEqualTo(stored.time());
        Forecasts.Value low = Objects.requireNonNull(row.values().get("low"));
        assertThat(low.value()).isEqualTo(stored.values().get("low"));
        assertThat(low.p05()).isLessThan(Objects.requireNonNull(low.p25()));
        assertThat(low.p25()).isLessThan(Objects.requireNonNull(low.p75()));
        assertThat(low.p75()).isLessThan(Objects.requireNonNull(low.p95()));
      }
      Forecasts.TurnedOut past = Objects.requireNonNull(model.turnedOut());
      assertThat(past.n()).isEqualTo(linear.scoring().verification().confirmation().samples());
      assertThat(past.inside50()).isBetween(0.3, 0.7);
      assertThat(past.inside90()).isBetween(0.75, 1.0);
      assertThat(past.inside90()).isGreaterThan(Objects.requireNonNull(past.inside50()));
      assertThat(past.recent()).hasSize(Math.min(120, past.n()));
      assertThat(past.recent().get(past.recent().size() - 1).values().get("close"))
          .satisfies(
              came ->
                  assertThat(came.actual())
                      .isEqualTo(
                          real.experiment()
                              .dataset()
                              .full()
                              .value(
                                  "close", real.experiment().dataset().full().rows() - horizon)));
    }
  }

  @Test
  void aStoreWithoutResultsHasNoForecasts() {
    try (RealStore real = new RealStore(folder, 1)) {
      ModelCards cards = ModelCards.of(real.experiment(), real.store());
      assertThat(new Forecasts(real.experiment(), real.store(), cards).best(5).models()).isEmpty();
    }
  }

  @Test
  void binsAreAsWideAsFreedmanAndDiaconisSay() {
    Random random = new Random(1);
    double[] figures = random.doubles(1_000).toArray();
    // IQR 0.5, n^(1/3) 10: bins a tenth wide.
    assertThat(Histogram.of(figures).counts()).hasSize(10);
    double[] wild = random.doubles(1_000).map(u -> Math.tan(Math.PI * (u - 0.5))).toArray();
    assertThat(Histogram.of(wild).counts()).hasSize(60);
    double[] normal = random.ints(10_000, 0, 1).mapToDouble(i -> random.nextGaussian()).toArray();
    Histogram found = Histogram.of(normal);
    assertThat(found.edges()).hasSize(found.counts().size() + 1).isSorted();
    double width = found.edges().get(1) - found.edges().get(0);
    assertThat(width).isCloseTo(2 * 1.349 / Math.cbrt(10_000), within(0.01));
    assertThat(found.counts().stream().mapToInt(n -> n).sum()).isEqualTo(10_000);
    double[] sorted = normal.clone();
    Arrays.sort(sorted);
    assertThat(found.edges().get(0)).isEqualTo(sorted[0]);
    double[] alike = new double[20];
    Arrays.fill(alike, 5);
    assertThat(Histogram.of(alike).counts()).hasSize(10).contains(20);
  }

  @Test
  void quantilesLieBetweenNeighbours() {
    double[] sorted = {1, 2, 4, 8};
    assertThat(Quantiles.of(sorted, 0)).isEqualTo(1);
    assertThat(Quantiles.of(sorted, 0.5)).isEqualTo(3);
    assertThat(Quantiles.of(sorted, 1)).isEqualTo(8);
    assertThat(Quantiles.of(new double[] {7}, 0.9)).isEqualTo(7);
  }
}
