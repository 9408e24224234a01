package dev.gridcast.trainer.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeSeriesTest {
  private static final TimeSeries SERIES =
      TimeSeries.of(new long[] {1000, 2000, 4000}, Map.of("a", new double[] {1, 2, 3}))
          .with("b", new double[] {4, 5, 6});

  @Test
  void cannotBeChangedThroughWhatItWasMadeOfOrGivesOut() {
    long[] times = {1, 2};
    double[] values = {3, 4};
    TimeSeries series = TimeSeries.of(times, Map.of("a", values));
    times[0] = 99;
    values[0] = 99;
    series.column("a")[1] = 99;

    assertThat(series.epochMillis(0)).isEqualTo(1);
    assertThat(series.column("a")).containsExactly(3, 4);
  }

  @Test
  void refusesTimesThatDoNotAscendAndColumnsThatDoNotFit() {
    Map<String, double[]> two = Map.of("a", new double[2]);
    assertThatThrownBy(() -> TimeSeries.of(new long[] {5, 5}, two)).hasMessageContaining("row 1");
    assertThatThrownBy(() -> TimeSeries.of(new long[] {5, 4}, two)).hasMessageContaining("ascend");
    assertThatThrownBy(() -> TimeSeries.of(new long[] {5}, two)).hasMessageContaining("2 values");
    assertThatThrownBy(() -> TimeSeries.of(new long[1], Map.of("time", new double[1])))
        .hasMessageContaining("\"time\"");
    assertThatThrownBy(
            () -> TimeSeries.of(List.of(Instant.ofEpochSecond(1, 1)), Map.of("a", new double[1])))
        .hasMessageContaining("millisecond");
  }

  @Test
  void slicesByTimeFromTheFirstIncludedToTheLastLeftOut() {
    TimeSeries slice = SERIES.slice(Instant.ofEpochSecond(2), Instant.ofEpochSecond(4));

    assertThat(slice.rows()).isEqualTo(1);
    assertThat(slice.time(0)).isEqualTo(Instant.ofEpochSecond(2));
    assertThat(slice.value("b", 0)).isEqualTo(5);
    assertThat(SERIES.slice(Instant.ofEpochSecond(9), Instant.ofEpochSecond(1)).rows()).isZero();
    assertThat(SERIES.firstRowFrom(Instant.ofEpochSecond(2, 1))).isEqualTo(2);
    assertThat(SERIES.slice(1, 3).column("a")).containsExactly(2, 3);
  }

  @Test
  void addsReplacesAndSelectsColumnsWithoutTouchingTheOriginal() {
    TimeSeries more = SERIES.with("c", new double[] {7, 8, 9}).with("a", new double[3]);

    assertThat(more.columns()).containsExactly("a", "b", "c");
    assertThat(more.column("a")).containsExactly(0, 0, 0);
    assertThat(SERIES.columns()).containsExactly("a", "b");
    assertThat(more.select(List.of("c", "b")).columns()).containsExactly("c", "b");
    assertThat(SERIES.with(more.select(List.of("c"))))
        .isEqualTo(more.with("a", SERIES.column("a")));
    assertThatThrownBy(() -> SERIES.with(SERIES.slice(0, 2))).hasMessageContaining("same times");
  }

  @Test
  void namesTheNearestColumnWhereOneIsMissing() {
    TimeSeries candle = TimeSeries.of(new long[] {0}, Map.of("close", new double[] {1}));

    assertThatThrownBy(() -> candle.value("clsoe", 0))
        .hasMessageContaining("did you mean \"close\"?");
  }

  @Test
  void isEqualOnlyIfTimesNamesAndBitsAre() {
    assertThat(SERIES).isEqualTo(SERIES.slice(0, 3)).hasSameHashCodeAs(SERIES.slice(0, 3));
    assertThat(SERIES).isNotEqualTo(SERIES.select(List.of("b", "a")));
    assertThat(SERIES).isNotEqualTo(SERIES.with("a", new double[] {1, 2, 3.5}));
    assertThat(SERIES).isNotEqualTo(SERIES.slice(0, 2));
  }

  @Test
  void tellsItsUsualStepFromTheMedian() throws Exception {
    TimeSeries gappy = TimeSeries.of(new long[] {0, 10, 20, 90, 100}, Map.of("a", new double[5]));

    assertThat(gappy.medianStep()).isEqualTo(Duration.ofMillis(10));
    assertThatThrownBy(() -> gappy.slice(0, 1).medianStep()).isInstanceOf(SeriesException.class);
  }
}
