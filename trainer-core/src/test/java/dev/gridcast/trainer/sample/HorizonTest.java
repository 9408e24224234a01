package dev.gridcast.trainer.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.series.TimeSeries;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forecasts of more than one row, and forecasters without inputs. */
class HorizonTest {
  private static final List<String> LABELS = List.of("high", "close");

  /** Rows 0 to 19 train, 20 to 29 validate, 30 to 39 confirm. */
  private static final TimeSeries SERIES = Markets.candles(40);

  private static SampleSpecBuilder spec() {
    return SampleSpec.builder(
            LABELS,
            List.of("close", "volume"),
            Markets.HOUR,
            Cuts.at(SERIES.time(20), SERIES.time(30)))
        .lags(3)
        .horizon(3)
        .priceColumns(List.of("open", "high", "low", "close"));
  }

  @Test
  void aTargetRowIsTheFirstOfTheRowsForecastAndAllLieInItsRange() throws Exception {
    CaseSamples samples = CaseSamples.prepare(SERIES, spec().build());

    assertThat(samples.targetRows(Range.TRAINING))
        .containsExactly(IntStream.rangeClosed(3, 17).toArray());
    assertThat(samples.targetRows(Range.VALIDATION))
        .containsExactly(IntStream.rangeClosed(23, 27).toArray());
    assertThat(samples.targetRows(Range.CONFIRMATION))
        .containsExactly(IntStream.rangeClosed(33, 37).toArray());
    assertThat(samples.windowsDroppedAtGaps()).isZero();
  }

  @Test
  void aGapTakesEveryTargetWhoseWindowOrHorizonWouldSpanIt() throws Exception {
    TimeSeries gappy = Markets.without(Markets.candles(41), 10);
    SampleSpec spec =
        SampleSpec.builder(LABELS, List.of("close"), Markets.HOUR, Cuts.at(gappy.time(20)))
            .lags(3)
            .horizon(3)
            .build();

    // Rows 9 and 10 are two hours apart: 8 and 9 would forecast over the gap, 10 to 12 look over
    // it.
    CaseSamples samples = CaseSamples.prepare(gappy, spec);
    assertThat(samples.targetRows(Range.TRAINING))
        .containsExactly(3, 4, 5, 6, 7, 13, 14, 15, 16, 17);
    assertThat(samples.windowsDroppedAtGaps()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource
  void theRightAnswersComeBackAsThePricesThatCameStepByStep(ScalerKind scaler) throws Exception {
    for (SampleSpecBuilder mode : List.of(spec(), spec().price(), spec().price("close"))) {
      CaseSamples samples = CaseSamples.prepare(SERIES, mode.scaler(scaler).build());
      for (Range range : Range.values()) {
        Samples windows = samples.samples(range);
        int[] rows = windows.targetRows();
        assertThat(windows.outputs()).isEqualTo(6);
        double[][] prices = samples.toPrices(rows, windows.targets());
        double[][] actual = samples.actual(rows);
        for (int i = 0; i < rows.length; i++) {
          assertThat(prices[i]).containsExactly(actual[i], within(1e-3));
          for (int step = 0; step < 3; step++) {
            assertThat(actual[i][2 * step]).isEqualTo(SERIES.value("high", rows[i] + step));
            assertThat(actual[i][2 * step + 1]).isEqualTo(SERIES.value("close", rows[i] + step));
          }
        }
      }
    }
  }

  @Test
  void everyStepIsAReturnAgainstTheLastKnownPriceWithAScaleOfItsOwn() throws Exception {
    CaseSamples samples = CaseSamples.prepare(SERIES, spec().scaler(ScalerKind.NONE).build());
    double expected = StrictMath.log(SERIES.value("close", 25 + 2) / SERIES.value("close", 25 - 1));

    // Row 25 is the third validation target; close of the third step is the last output.
    assertThat(samples.samples(Range.VALIDATION).targets()[2 * 6 + 5]).isEqualTo((float) expected);

    TimeSeries series = Markets.candles(2_000);
    SampleSpec spec =
        SampleSpec.builder(LABELS, List.of("close"), Markets.HOUR, Cuts.byPercent(series, 80))
            .horizon(3)
            .scaler(ScalerKind.STANDARD)
            .build();
    List<Scaler> scalers = CaseSamples.prepare(series, spec).targetScalers();
    assertThat(scalers).hasSize(6);
    // A walk of deviation 0.01 per step spreads with the root of its steps.
    for (int step = 0; step < 3; step++) {
      assertThat(scalers.get(2 * step + 1).width())
          .isCloseTo(0.01 * Math.sqrt(step + 1), within(1e-3));
    }
  }

  @Test
  void naiveForecastsRepeatWhatWasKnownBeforeTheFirstStep() throws Exception {
    CaseSamples samples = CaseSamples.prepare(SERIES, spec().build());
    int[] row = {25};
    double high = SERIES.value("high", 24);
    double close = SERIES.value("close", 24);

    assertThat(samples.persistence(row)[0]).containsExactly(high, close, high, close, high, close);
    assertThat(samples.lastKnown(row)[0]).containsOnly(close).hasSize(6);
    assertThat(CaseSamples.prepare(SERIES, spec().price().build()).lastKnown(row)[0])
        .containsExactly(high, close, high, close, high, close);
    // A season of two rows: rows 23 and 24, then for the third step 23 again.
    assertThat(samples.seasonalNaive(row, 2)[0])
        .containsExactly(
            SERIES.value("high", 23),
            SERIES.value("close", 23),
            high,
            close,
            SERIES.value("high", 23),
            SERIES.value("close", 23));
    assertThat(samples.seasonalNaive(row, 1)).isDeepEqualTo(samples.persistence(row));
    assertThat(samples.seasonalNaive(row, 3)[0][4]).isEqualTo(high);
  }

  @Test
  void aSeasonThatIsNotWhollyKnownIsRefused() throws Exception {
    CaseSamples samples = CaseSamples.prepare(SERIES, spec().build());

    // Row 23 has three validation rows before it; the fourth would lie beyond the cut.
    assertThat(samples.seasonalNaive(new int[] {23}, 3)).isNotEmpty();
    assertThatThrownBy(() -> samples.seasonalNaive(new int[] {23}, 4))
        .isInstanceOf(SampleException.class)
        .hasMessageContainingAll("row 23 has 3 rows directly before it", "season has 4");
    assertThatThrownBy(() -> samples.seasonalNaive(new int[] {0}, 1))
        .isInstanceOf(SampleException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> samples.seasonalNaive(new int[] {23}, 0));
  }

  @Test
  void theLastWindowForecastsTheWholeHorizon() throws Exception {
    CaseSamples samples = CaseSamples.prepare(SERIES, spec().build());
    Samples last = samples.lastWindow().orElseThrow();

    assertThat(last.targetRows()).containsExactly(40);
    assertThat(last.outputs()).isEqualTo(6);
    assertThat(samples.forecastTimes())
        .containsExactly(
            SERIES.time(39).plus(Markets.HOUR),
            SERIES.time(39).plus(Markets.HOUR.multipliedBy(2)),
            SERIES.time(39).plus(Markets.HOUR.multipliedBy(3)));
    assertThat(samples.toPrices(last.targetRows(), new float[6])[0]).hasSize(6);
    assertThat(samples.persistence(last.targetRows())[0][5]).isEqualTo(SERIES.value("close", 39));
    // Ten confirmation rows hold a season of ten, and no longer one.
    assertThat(samples.seasonalNaive(last.targetRows(), 10)[0][2])
        .isEqualTo(SERIES.value("high", 31));
    assertThatThrownBy(() -> samples.seasonalNaive(last.targetRows(), 11))
        .isInstanceOf(SampleException.class);
  }

  @Test
  void anAnswerThatIsNoPriceIsToldWithItsTime() throws Exception {
    CaseSamples samples = CaseSamples.prepare(SERIES, spec().build());
    float[] answers = {0, 0, 0, 0, 0, Float.NaN};

    assertThatThrownBy(() -> samples.toPrices(new int[] {25}, answers))
        .isInstanceOf(SampleException.class)
        .hasMessageContainingAll("\"close\" at 1970-01-02T03:00:00Z is NaN");
  }

  @Test
  void naiveForecastersNeedNoInputs() throws Exception {
    SampleSpec spec =
        SampleSpec.builder(LABELS, List.of(), Markets.HOUR, Cuts.at(SERIES.time(20)))
            .lags(1)
            .leadRows(5)
            .build();
    CaseSamples samples = CaseSamples.prepare(SERIES, spec);

    assertThat(samples.samples(Range.VALIDATION).inputs()).isEmpty();
    assertThat(samples.samples(Range.VALIDATION).count()).isEqualTo(15);
    assertThat(samples.lastWindow().orElseThrow().inputs()).isEmpty();
    assertThat(samples.persistence(new int[] {25})[0][1]).isEqualTo(SERIES.value("close", 24));
  }

  @Test
  void theStepsOfTheTrainingRangeLeaveGapsAndLaterRowsOut() throws Exception {
    TimeSeries gappy = Markets.without(Markets.candles(41), 10);
    CaseSamples samples =
        CaseSamples.prepare(
            gappy,
            SampleSpec.builder(LABELS, List.of("close"), Markets.HOUR, Cuts.at(gappy.time(20)))
                .lags(2)
                .build());
    double sum = 0;
    for (int row = 1; row < 20; row++) {
      sum += row == 10 ? 0 : Math.abs(gappy.value("close", row) - gappy.value("close", row - 1));
    }

    assertThat(samples.trainingSteps()[1]).isCloseTo(sum / 18, within(1e-12));
  }

  @Test
  void aHorizonMustFitTheRangeAndTheLimits() {
    assertThatThrownBy(() -> CaseSamples.prepare(SERIES, spec().horizon(8).build()))
        .isInstanceOf(SampleException.class)
        .hasMessageContainingAll("validation range has 10 rows", "need 11", "shorter horizon");
    assertThatIllegalArgumentException().isThrownBy(() -> spec().horizon(0).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec().horizon(97).build())
        .withMessageContaining("between 1 and 96");
  }
}
