package dev.gridcast.server.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SyntheticMarketTest {

  private static TimeSeries market(long seed, int rows, double price) {
    return SyntheticMarket.generate(
        new SyntheticMarket.Recipe(
            rows, seed, Duration.ofHours(1), Instant.parse("2024-01-01T00:00:00Z"), price));
  }

  @Test
  void isTheSameOnEveryMachineAndJdk() throws Exception {
    assertThat(Digests.sha256(SeriesCsv.canonicalBytes(market(7, 1_500, 20_000))))
        .isEqualTo("6fa0ff03aff9465c8d1db6bb18c3722c0faf7d217be856ac5ae355f05be28a1b");
  }

  @Test
  void anotherSeedIsAnotherMarket() {
    assertThat(market(1, 50, 100)).isNotEqualTo(market(2, 50, 100)).isEqualTo(market(1, 50, 100));
  }

  @Property(tries = 50)
  void candlesAreWellFormed(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 1_000_000) int price) {
    TimeSeries market = market(seed, 400, price);

    for (int row = 0; row < market.rows(); row++) {
      double open = market.value("open", row);
      double high = market.value("high", row);
      double low = market.value("low", row);
      double close = market.value("close", row);
      assertThat(low).isPositive();
      assertThat(high).isGreaterThanOrEqualTo(Math.max(open, close));
      assertThat(low).isLessThanOrEqualTo(Math.min(open, close));
      assertThat(market.value("volume", row)).isNotNegative();
      if (row > 0) {
        assertThat(open).isEqualTo(market.value("close", row - 1));
      }
    }
  }

  @Test
  void theHourExplainsAGoodPartOfTheReturnsButNotMost() {
    double[] close = market(7, 5_000, 20_000).column("close");
    double[] sum = new double[24];
    int[] count = new int[24];
    double square = 0;
    for (int row = 1; row < close.length; row++) {
      double r = Math.log(close[row] / close[row - 1]);
      sum[row % 24] += r;
      count[row % 24]++;
      square += r * r;
    }
    double explained = 0;
    for (int hour = 0; hour < 24; hour++) {
      explained += sum[hour] * sum[hour] / count[hour];
    }
    assertThat(explained / square).isBetween(0.2, 0.6);
  }

  @Test
  void volatilityComesInClusters() {
    double[] close = market(7, 5_000, 20_000).column("close");
    double[] size = new double[(close.length - 1) / 24];
    for (int day = 0; day < size.length; day++) {
      for (int hour = 0; hour < 24; hour++) {
        size[day] += Math.abs(Math.log(close[day * 24 + hour + 1] / close[day * 24 + hour]));
      }
    }
    double mean = 0;
    for (double s : size) {
      mean += s / size.length;
    }
    double together = 0;
    double own = 0;
    for (int day = 0; day < size.length; day++) {
      own += (size[day] - mean) * (size[day] - mean);
      together += day == 0 ? 0 : (size[day] - mean) * (size[day - 1] - mean);
    }
    assertThat(together / own).isGreaterThan(0.05);
  }
}
