package dev.gridcast.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.sample.CaseSamples;
import dev.gridcast.trainer.sample.Cuts;
import dev.gridcast.trainer.sample.Markets;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.sample.SampleSpec;
import dev.gridcast.trainer.sample.Samples;
import dev.gridcast.trainer.series.TimeSeries;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class YardstickTest {
  private static final List<String> LABELS = List.of("high", "close");

  /** A market with a day of four rows: what rises today rises tomorrow at the same hour. */
  private static TimeSeries seasonal() {
    TimeSeries series = Markets.candles(400);
    for (String name : List.of("high", "close")) {
      double[] values = series.column(name);
      for (int row = 0; row < values.length; row++) {
        values[row] = 100 + 0.2 * (values[row] - 100) / 100 + 20 * (row % 4 == 0 ? 1 : 0);
      }
      series = series.with(name, values);
    }
    return series;
  }

  private static CaseSamples samples(TimeSeries series, int horizon) throws SampleException {
    return CaseSamples.prepare(
        series,
        SampleSpec.builder(
                LABELS, List.of("close", "volume"), Markets.HOUR, Cuts.byPercent(series, 80))
            .lags(5)
            .horizon(horizon)
            .priceColumns(List.of("close"))
            .build());
  }

  @Test
  void persistenceIsAlwaysThereAndSeasonsWhereTheLeadRowsHoldThem() throws Exception {
    Yardstick yardstick = Yardstick.of(samples(seasonal(), 3), Range.VALIDATION);

    assertThat(yardstick.baselines()).containsOnlyKeys(Baseline.PERSISTENCE);
    assertThat(yardstick.withSeason(5).baselines())
        .containsOnlyKeys(Baseline.PERSISTENCE, Baseline.SEASONAL_NAIVE);
    assertThat(yardstick.withSeason(6)).isSameAs(yardstick);
  }

  @Test
  void seasonsAreTheErrorsOfTheSeasonalNaiveForecast() throws Exception {
    CaseSamples samples = samples(seasonal(), 3);
    Yardstick yardstick = Yardstick.of(samples, Range.VALIDATION).withSeason(4);
    int[] rows = samples.targetRows(Range.VALIDATION);
    double squares = 0;
    double[][] actual = samples.actual(rows);
    double[][] forecast = samples.seasonalNaive(rows, 4);
    for (int i = 0; i < rows.length; i++) {
      for (int output = 0; output < 6; output++) {
        squares += Math.pow(forecast[i][output] - actual[i][output], 2);
      }
    }
    Evaluation persistence = yardstick.evaluate(samples.persistence(rows));

    assertThat(yardstick.evaluate(forecast).model())
        .isEqualTo(yardstick.baselines().get(Baseline.SEASONAL_NAIVE));
    assertThat(yardstick.evaluate(forecast).model().rmse())
        .isCloseTo(Math.sqrt(squares / rows.length / 6), within(1e-12));
    // In such a market yesterday's hour beats the hour before by far.
    assertThat(persistence.skill()).hasValue(0);
    assertThat(persistence.skill(Baseline.SEASONAL_NAIVE).orElseThrow()).isLessThan(-10);
    assertThat(persistence.model()).isEqualTo(yardstick.persistence());
  }

  @Test
  void theLinearBaselineLearnsFromTrainingAlone() throws Exception {
    TimeSeries series = seasonal();
    CaseSamples samples = samples(series, 3);
    Samples training = samples.samples(Range.TRAINING);
    Samples validation = samples.samples(Range.VALIDATION);

    Yardstick yardstick =
        Yardstick.of(samples, Range.VALIDATION).withLinear(training, validation, 1).withSeason(4);

    assertThat(yardstick.baselines()).containsOnlyKeys(Baseline.values());
    Evaluation perfect = yardstick.evaluate(validation.targets());
    assertThat(perfect.skill(Baseline.LINEAR).orElseThrow()).isGreaterThan(0.9);
    // Five rows tell the hour of the day: a linear function of them beats "next = last".
    double linear = Objects.requireNonNull(yardstick.baselines().get(Baseline.LINEAR)).rmse();
    assertThat(linear).isLessThan(yardstick.persistence().rmse() / 2);
    // A forecast of the mean of training: no better than a linear model with all weights held to 0.
    double held =
        Objects.requireNonNull(
                Yardstick.of(samples, Range.VALIDATION)
                    .withLinear(training, validation, 1e12)
                    .baselines()
                    .get(Baseline.LINEAR))
            .rmse();
    assertThat(held).isGreaterThan(linear);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Yardstick.of(samples, Range.VALIDATION).withLinear(training, training, 1));
  }

  @Test
  void aLinearBaselineWithoutInputsIsRefused() throws Exception {
    TimeSeries series = seasonal();
    CaseSamples samples =
        CaseSamples.prepare(
            series,
            SampleSpec.builder(LABELS, List.of(), Markets.HOUR, Cuts.byPercent(series, 80))
                .lags(1)
                .build());

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Yardstick.of(samples, Range.VALIDATION)
                    .withLinear(
                        samples.samples(Range.TRAINING), samples.samples(Range.VALIDATION), 1))
        .withMessageContaining("at least one feature");
  }
}
