package dev.gridcast.trainer.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GapsTest {
  private static final Duration STEP = Duration.ofSeconds(1);

  private static TimeSeries at(long... millis) {
    double[] values = new double[millis.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = 10 * (row + 1);
    }
    return TimeSeries.of(millis, Map.of("close", values));
  }

  @Test
  void findsEveryPlaceWhereTheNextRowIsNotOneStepLater() {
    TimeSeries series = at(1000, 2000, 5000, 6000, 6500);

    assertThat(Gaps.find(series, STEP))
        .containsExactly(
            new Gap(2, series.time(1), series.time(2), STEP),
            new Gap(4, series.time(3), series.time(4), STEP));
    assertThat(Gaps.find(series, STEP).get(0).missingRows()).isEqualTo(2);
    assertThat(Gaps.find(series, STEP).get(0).isWholeSteps()).isTrue();
    assertThat(Gaps.find(series, STEP).get(1).missingRows()).isZero();
    assertThat(Gaps.find(series, STEP).get(1).isWholeSteps()).isFalse();
    assertThat(Gaps.find(at(1000, 2000), STEP)).isEmpty();
  }

  @Test
  void fillsGapsWithTheRowBeforeThem() throws Exception {
    TimeSeries full = Gaps.repeatLastRow(at(1000, 2000, 5000, 6000), STEP);

    assertThat(full.column("close")).containsExactly(10, 20, 20, 20, 30, 40);
    assertThat(full.time(3).toEpochMilli()).isEqualTo(4000);
    assertThat(Gaps.find(full, STEP)).isEmpty();
  }

  @Test
  void leavesTablesWithoutGapsAlone() throws Exception {
    TimeSeries series = at(1000, 2000);

    assertThat(Gaps.repeatLastRow(series, STEP)).isSameAs(series);
  }

  @Test
  void refusesToFillWhatDoesNotFitTheStepOrIsMostlyMissing() {
    assertThatThrownBy(() -> Gaps.repeatLastRow(at(1000, 2500), STEP))
        .isInstanceOf(SeriesException.class)
        .hasMessageContaining("whole number of steps");
    assertThatThrownBy(() -> Gaps.repeatLastRow(at(0, 60_000, 120_000), STEP))
        .isInstanceOf(SeriesException.class)
        .hasMessageContainingAll("118 rows are missing", "check the timeframe");
  }
}
