package dev.gridcast.trainer.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.series.TimeSeries;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseSamplesTest {
  private static final List<String> LABELS = List.of("high", "close");
  private static final List<String> FEATURES = List.of("close", "volume");

  /** Rows 0 to 19 train, 20 to 29 validate, 30 to 39 confirm. */
  private static final TimeSeries SERIES = Markets.candles(40);

  private static SampleSpecBuilder spec(TimeSeries series) {
    return SampleSpec.builder(
            LABELS, FEATURES, Markets.HOUR, Cuts.at(series.time(20), series.time(30)))
        .lags(3)
        .priceColumns(List.of("open", "high", "low", "close"));
  }

  private static SampleSpecBuilder spec() {
    return spec(SERIES);
  }

  private static int[] rowsFrom(int first, int last) {
    return java.util.stream.IntStream.rangeClosed(first, last).toArray();
  }

  @Test
  void everyRangeLosesItsFirstLeadRowsAsTargets() throws Exception {
    CaseSamples samples = CaseSamples.prepare(SERIES, spec().build());

    assertThat(samples.targetRows(Range.TRAINING)).containsExactly(rowsFrom(3, 19));
    assertThat(samples.targetRows(Range.VALIDATION)).containsExactly(rowsFrom(23, 29));
    assertThat(samples.targetRows(Range.CONFIRMATION)).containsExactly(rowsFrom(33, 39));
    assertThat(samples.windowsDroppedAtGaps()).isZero();
  }

  @Test
  void moreLeadRowsThanLagsLeaveTheSameTargetsToEveryCase() throws Exception {
    CaseSamples few = CaseSamples.prepare(SERIES, spec().lags(1).leadRows(5).build());
    CaseSamples many = CaseSamples.prepare(SERIES, spec().lags(5).build());

    for (Range range : Range.values()) {
      assertThat(few.targetRows(range)).containsExactly(many.targetRows(range));
    }
    assertThat(few.samples(Range.TRAINING).targets())
        .containsExactly(many.samples(Range.TRAINING).targets());
  }

  @Test
  void aMissingRowTakesEveryWindowThatWouldSpanIt() throws Exception {
    TimeSeries gappy = Markets.without(Markets.candles(41), 10);
    CaseSamples samples = CaseSamples.prepare(gappy, spec(gappy).build());

    // Rows 9 and 10 are two hours apart: 10, 11 and 12 would look over the gap.
    assertThat(samples.targetRows(Range.TRAINING))
        .containsExactly(3, 4, 5, 6, 7, 8, 9, 13, 14, 15, 16, 17, 18, 19);
    assertThat(samples.windowsDroppedAtGaps()).isEqualTo(3);
  }

  @Test
  void aGapAtACutTakesNothingThatTheCutDoesNotTakeAnyway() throws Exception {
    TimeSeries gappy = Markets.without(Markets.candles(41), 20);
    CaseSamples samples = CaseSamples.prepare(gappy, spec(gappy).build());

    assertThat(samples.targetRows(Range.VALIDATION)).containsExactly(rowsFrom(23, 29));
    assertThat(samples.windowsDroppedAtGaps()).isZero();
  }

  @Test
  void inputsAreTheRowsBeforeTheTargetOldestFirstAsReturnsAgainstTheLastPrice() throws Exception {
    CaseSamples samples = CaseSamples.prepare(SERIES, spec().build());
    Samples training = samples.samples(Range.TRAINING);

    assertThat(training.count()).isEqualTo(17);
    assertThat(training.inputs()).hasSize(17 * 3 * 2);
    double[] close = SERIES.column("close");
    double min = Double.MAX_VALUE;
    double max = -Double.MAX_VALUE;
    double[] returns = new double[20];
    for (int row = 1; row < 20; row++) {
      returns[row] = Math.log(close[row] / close[row - 1]);
      min = Math.min(min, returns[row]);
      max = Math.max(max, returns[row]);
    }
    // Row 0 has no last price: its own stands in, which is no part of the scale.
    returns[0] = 0;
    for (int i = 0; i < 17; i++) {
      int target = training.targetRows()[i];
      for (int lag = 0; lag < 3; lag++) {
        double expected = (returns[target - 3 + lag] - min) / (max - min);
        assertThat((double) training.inputs()[(i * 3 + lag) * 2]).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void aStretchsFirstRowNeitherReachesBackNorStretchesTheScaleNorShouts() throws Exception {
    // The market opens where it closed, to a hair; but over one candle it moves by far more.
    double[] open = new double[40];
    double[] close = SERIES.column("close");
    open[0] = 2 * close[0];
    for (int row = 1; row < 40; row++) {
      open[row] = close[row - 1] * (1 + (row % 2 == 0 ? 1e-6 : -1e-6));
    }
    open[20] = 2 * close[20];
    SampleSpec spec =
        SampleSpec.builder(LABELS, List.of("open"), Markets.HOUR, Cuts.at(SERIES.time(20)))
            .lags(1)
            .priceColumns(List.of("open"))
            .build();
    CaseSamples samples = CaseSamples.prepare(SERIES.with("open", open), spec);

    // Rows 0 and 20 lie above all others; the hair's breadth between those still fills the scale.
    float[] training = samples.samples(Range.TRAINING).inputs();
    assertThat(java.util.Arrays.copyOf(training, 4)).containsExactly(1, 0, 1, 0);
    float[] validation = samples.samples(Range.VALIDATION).inputs();
    assertThat(validation[0]).isEqualTo(1f);
    assertThat(validation[1]).isCloseTo(0f, within(1e-3f));
  }

  @Test
  void targetsAreReturnsAgainstTheLastCloseScaledOnTraining() throws Exception {
    CaseSamples samples = CaseSamples.prepare(SERIES, spec().build());
    double[] high = SERIES.column("high");
    double[] close = SERIES.column("close");
    double min = Double.MAX_VALUE;
    double max = -Double.MAX_VALUE;
    for (int row = 3; row < 20; row++) {
      double target = Math.log(high[row] / close[row - 1]);
      min = Math.min(min, target);
      max = Math.max(max, target);
    }
    double expected = (Math.log(high[25] / close[24]) - min) / (max - min);

    // Row 25 is the third validation target; high is the first of two labels.
    assertThat((double) samples.samples(Range.VALIDATION).targets()[2 * 2])
        .isCloseTo(expected, within(1e-6));
  }

  @Test
  void priceDifferencesEnterAsSharesOfTheLastPrice() throws Exception {
    TimeSeries series = SERIES.with("atr", new double[40]);
    double[] atr = series.column("atr");
    for (int row = 0; row < 40; row++) {
      atr[row] = row % 2 == 0 ? 1 : 2;
    }
    series = series.with("atr", atr).with("close", filled(50)).with("high", filled(51));
    SampleSpec spec =
        SampleSpec.builder(LABELS, List.of("atr"), Markets.HOUR, Cuts.at(series.time(20)))
            .lags(1)
            .priceDifferenceColumns(List.of("atr"))
            .build();
    CaseSamples samples = CaseSamples.prepare(Markets.with(series, "close", 24, 100), spec);

    // Shares are 0.02 and 0.04 in training; row 25 is 2 / 100, of which 0 is left after scaling.
    float[] inputs = samples.samples(Range.VALIDATION).inputs();
    assertThat(inputs[25 - 20]).isEqualTo(0f);
    assertThat(inputs[27 - 20]).isEqualTo(1f);
  }

  private static double[] filled(double value) {
    double[] values = new double[40];
    java.util.Arrays.fill(values, value);
    return values;
  }

  @Test
  void theRightAnswersComeBackAsThePricesThatCame() throws Exception {
    for (SampleSpecBuilder mode : List.of(spec(), spec().price(), spec().price("close"))) {
      CaseSamples samples = CaseSamples.prepare(SERIES, mode.build());
      for (Range range : Range.values()) {
        Samples windows = samples.samples(range);
        double[][] prices = samples.toPrices(windows.targetRows(), windows.targets());
        double[][] actual = samples.actual(windows.targetRows());
        for (int i = 0; i < windows.count(); i++) {
          assertThat(prices[i]).containsExactly(actual[i], within(1e-4));
          assertThat(actual[i][0]).isEqualTo(SERIES.value("high", windows.targetRows()[i]));
          assertThat(actual[i][1]).isEqualTo(SERIES.value("close", windows.targetRows()[i]));
        }
      }
    }
  }

  @Test
  void persistenceIsTheLabelsOwnLastValueAndDirectionsAreToldFromTheReference() throws Exception {
    CaseSamples returns = CaseSamples.prepare(SERIES, spec().build());
    CaseSamples prices = CaseSamples.prepare(SERIES, spec().price().build());
    double high = SERIES.value("high", 24);
    double close = SERIES.value("close", 24);

    assertThat(returns.persistence(new int[] {25})[0]).containsExactly(high, close);
    assertThat(returns.lastKnown(new int[] {25})[0]).containsExactly(close, close);
    assertThat(prices.lastKnown(new int[] {25})[0]).containsExactly(high, close);
  }

  @Test
  void theLastWindowEndsAtTheLastRowAndForecastsTheOneAfterIt() throws Exception {
    CaseSamples samples = CaseSamples.prepare(SERIES, spec().price().build());
    Samples last = samples.lastWindow().orElseThrow();
    float[] confirmation = samples.samples(Range.CONFIRMATION).inputs();

    assertThat(last.count()).isEqualTo(1);
    assertThat(last.hasTargets()).isFalse();
    assertThat(last.targetRows()).containsExactly(40);
    // Its first two rows are the last two of the window before it.
    assertThat(java.util.Arrays.copyOf(last.inputs(), 4))
        .containsExactly(
            java.util.Arrays.copyOfRange(
                confirmation, confirmation.length - 4, confirmation.length));
    assertThat(samples.forecastTime()).isEqualTo(SERIES.time(39).plus(Markets.HOUR));
    assertThat(samples.toPrices(last.targetRows(), new float[] {0, 1})[0]).hasSize(2);
  }

  @Test
  void thereIsNoForecastWhereAGapLiesInTheLastWindow() throws Exception {
    TimeSeries gappy = Markets.without(Markets.candles(41), 39);

    assertThat(CaseSamples.prepare(gappy, spec(gappy).build()).lastWindow()).isEmpty();
    assertThat(CaseSamples.prepare(gappy, spec(gappy).lags(1).build()).lastWindow()).isPresent();
  }

  @Test
  void aConstantColumnIsZeroEvenWhereItMovesLater() throws Exception {
    TimeSeries series = SERIES.with("volume", new double[40]);
    Samples validation =
        CaseSamples.prepare(Markets.with(series, "volume", 25, 1e300), spec().build())
            .samples(Range.VALIDATION);

    for (int i = 1; i < validation.inputs().length; i += 2) {
      assertThat(validation.inputs()[i]).isZero();
    }
  }

  @Test
  void aVolunteerWithoutTheConfirmationRangeMakesTheSameSamples() throws Exception {
    CaseSamples server = CaseSamples.prepare(SERIES, spec().build());
    TimeSeries published = SERIES.slice(0, 30);
    CaseSamples volunteer =
        CaseSamples.prepare(
            published,
            SampleSpec.builder(LABELS, FEATURES, Markets.HOUR, Cuts.at(SERIES.time(20)))
                .lags(3)
                .priceColumns(List.of("close"))
                .build());

    for (Range range : List.of(Range.TRAINING, Range.VALIDATION)) {
      assertThat(volunteer.samples(range).inputs()).containsExactly(server.samples(range).inputs());
      assertThat(volunteer.samples(range).targets())
          .containsExactly(server.samples(range).targets());
    }
    assertThat(volunteer.has(Range.CONFIRMATION)).isFalse();
    assertThat(volunteer.count(Range.CONFIRMATION)).isZero();
    assertThatThrownBy(() -> volunteer.samples(Range.CONFIRMATION))
        .isInstanceOf(SampleException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 17})
  void aRangeWithoutAWindowIsRefusedWithWhatItWouldNeed(int lags) {
    SampleSpec spec =
        SampleSpec.builder(LABELS, FEATURES, Markets.HOUR, Cuts.at(SERIES.time(36)))
            .lags(lags)
            .build();

    assertThatThrownBy(() -> CaseSamples.prepare(SERIES, spec))
        .isInstanceOf(SampleException.class)
        .hasMessageContainingAll("validation range has 4 rows", "need " + (lags + 1));
  }

  @Test
  void aWrongStepIsToldAsSuch() {
    SampleSpec spec =
        SampleSpec.builder(LABELS, FEATURES, Markets.HOUR.multipliedBy(4), Cuts.at(SERIES.time(20)))
            .lags(3)
            .build();

    assertThatThrownBy(() -> CaseSamples.prepare(SERIES, spec))
        .hasMessageContainingAll("training range", "PT4H apart", "mostly PT1H");
  }

  @Test
  void gapsAreNotToldAsAWrongStep() {
    long[] times = LongStream.range(0, 60).map(i -> 3_600_000L * (i + i / 3)).toArray();
    double[] ones = DoubleStream.generate(() -> 1).limit(60).toArray();
    TimeSeries holed = TimeSeries.of(times, Map.of("high", ones, "close", ones, "volume", ones));
    SampleSpec spec =
        SampleSpec.builder(LABELS, FEATURES, Markets.HOUR, Cuts.at(holed.time(40))).lags(3).build();

    assertThatThrownBy(() -> CaseSamples.prepare(holed, spec))
        .hasMessageContainingAll("PT1H apart for 4 in a row", "fill the gaps")
        .hasMessageNotContaining("mostly");
  }

  @Test
  void whatCannotBeSampledIsRefusedWithColumnValueAndTime() {
    TimeSeries unknown = Markets.with(SERIES, "volume", 5, Double.NaN);
    TimeSeries free = Markets.with(SERIES, "high", 35, 0);
    SampleSpec spec = spec().build();

    assertThatThrownBy(() -> CaseSamples.prepare(unknown, spec))
        .isInstanceOf(SampleException.class)
        .hasMessageContainingAll("\"volume\" is NaN at 1970-01-01T05:00:00Z");
    assertThatThrownBy(() -> CaseSamples.prepare(free, spec))
        .isInstanceOf(SampleException.class)
        .hasMessageContainingAll("\"high\" is 0.0 at 1970-01-02T11:00:00Z", "no log-return");
    assertThatThrownBy(() -> CaseSamples.prepare(SERIES.select(List.of("high", "close")), spec))
        .isInstanceOf(SampleException.class)
        .hasMessageContaining("feature \"volume\" is no column");
    TimeSeries far = Markets.with(SERIES, "volume", 25, 1e300);
    assertThatThrownBy(() -> CaseSamples.prepare(far, spec).samples(Range.VALIDATION))
        .isInstanceOf(SampleException.class)
        .hasMessageContaining("too far outside the training range");
    TimeSeries wide = Markets.with(Markets.with(SERIES, "volume", 5, 1e308), "volume", 6, -1e308);
    assertThatThrownBy(() -> CaseSamples.prepare(wide, spec))
        .isInstanceOf(SampleException.class)
        .hasMessageContaining("cannot be scaled");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE})
  void anAnswerThatIsNoPriceIsRefused(float answer) throws Exception {
    CaseSamples samples = CaseSamples.prepare(SERIES, spec().build());

    assertThatThrownBy(() -> samples.toPrices(new int[] {25}, new float[] {0.5f, answer}))
        .isInstanceOf(SampleException.class)
        .hasMessageContainingAll("\"close\"", "1970-01-02T01:00:00Z", "no price");
  }

  @Test
  void answersOfAnotherShapeAreAMistakeInTheProgram() throws Exception {
    CaseSamples samples = CaseSamples.prepare(SERIES, spec().build());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> samples.toPrices(new int[] {25}, new float[3]));
  }

  @Test
  void percentagesCutByRowsAndLeaveBothRangesSome() throws Exception {
    assertThat(Cuts.byPercent(SERIES, 80).validationFrom()).isEqualTo(SERIES.time(32));
    assertThatThrownBy(() -> Cuts.byPercent(SERIES, 100)).isInstanceOf(SampleException.class);
    assertThatThrownBy(() -> Cuts.byPercent(SERIES, 1)).isInstanceOf(SampleException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> Cuts.at(SERIES.time(3), SERIES.time(3)));
  }

  @Test
  void specificationsThatContradictThemselvesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> spec().lags(0).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec().lags(5).leadRows(4).build())
        .withMessageContaining("lead-rows is 4 while lags is 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec().priceDifferenceColumns(List.of("close")).build());
    Map<String, TargetMode> modes =
        Map.of("log-return", TargetMode.LOG_RETURN, "price", TargetMode.PRICE);
    modes.forEach((text, mode) -> assertThat(TargetMode.of(text)).contains(mode));
  }
}
