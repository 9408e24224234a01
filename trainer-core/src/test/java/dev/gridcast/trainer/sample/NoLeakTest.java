package dev.gridcast.trainer.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.trainer.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes the future and asserts that the past does not notice. */
class NoLeakTest {
  private static final int LAGS = 4;
  private static final List<String> FEATURES = List.of("open", "high", "low", "close", "volume");
  private static final TimeSeries SERIES = Markets.candles(90);

  private static CaseSamples prepare(TimeSeries series, TargetMode target) throws SampleException {
    SampleSpecBuilder builder =
        SampleSpec.builder(
                List.of("high", "low", "close"),
                FEATURES,
                Markets.HOUR,
                Cuts.at(series.time(60), series.time(75)))
            .lags(LAGS)
            .priceColumns(List.of("open", "high", "low", "close"));
    return CaseSamples.prepare(
        series, (target == TargetMode.PRICE ? builder.price() : builder).build());
  }

  private static float[] inputOf(CaseSamples samples, Range range, int targetRow)
      throws SampleException {
    Samples all = samples.samples(range);
    int i = Arrays.binarySearch(all.targetRows(), targetRow);
    int width = LAGS * FEATURES.size();
    return Arrays.copyOfRange(all.inputs(), i * width, (i + 1) * width);
  }

  @ParameterizedTest
  @EnumSource(TargetMode.class)
  void scalesAndTrainingSamplesDoNotKnowTheValidationRows(TargetMode target) throws Exception {
    Samples before = prepare(SERIES, target).samples(Range.TRAINING);
    CaseSamples changed = prepare(Markets.tripledFrom(SERIES, 60), target);

    assertThat(changed.samples(Range.TRAINING).inputs()).containsExactly(before.inputs());
    assertThat(changed.samples(Range.TRAINING).targets()).containsExactly(before.targets());
    // The way back to prices is part of the scale: the same answer means the same price.
    float[] answers = {0.2f, 0.5f, 0.9f};
    assertThat(changed.toPrices(new int[] {30}, answers)[0])
        .containsExactly(prepare(SERIES, target).toPrices(new int[] {30}, answers)[0]);
  }

  @ParameterizedTest
  @EnumSource(TargetMode.class)
  void validationSamplesDoNotKnowTheConfirmationRows(TargetMode target) throws Exception {
    Samples before = prepare(SERIES, target).samples(Range.VALIDATION);
    Samples after = prepare(Markets.tripledFrom(SERIES, 75), target).samples(Range.VALIDATION);

    assertThat(after.inputs()).containsExactly(before.inputs());
    assertThat(after.targets()).containsExactly(before.targets());
  }

  @ParameterizedTest
  @EnumSource(TargetMode.class)
  void noInputKnowsItsTargetRowOrALaterOne(TargetMode target) throws Exception {
    CaseSamples before = prepare(SERIES, target);
    for (int row : before.targetRows(Range.VALIDATION)) {
      CaseSamples changed = prepare(Markets.tripledFrom(SERIES, row), target);

      assertThat(inputOf(changed, Range.VALIDATION, row))
          .containsExactly(inputOf(before, Range.VALIDATION, row));
    }
  }

  @ParameterizedTest
  @EnumSource(TargetMode.class)
  void everyInputKnowsTheRowRightBeforeItsTarget(TargetMode target) throws Exception {
    // The counterpart of the test above: it would also pass if windows ended too early.
    CaseSamples before = prepare(SERIES, target);
    CaseSamples changed = prepare(Markets.tripledFrom(SERIES, 69), target);

    assertThat(inputOf(changed, Range.VALIDATION, 70))
        .isNotEqualTo(inputOf(before, Range.VALIDATION, 70));
  }

  @ParameterizedTest
  @EnumSource(TargetMode.class)
  void noWindowReachesBackOverACut(TargetMode target) throws Exception {
    // Row 59 is in training but does not change a scale here: only row 59's own windows may see it.
    TimeSeries calm = SERIES;
    double middle = SERIES.value("volume", 59) * 0.999;
    TimeSeries changed = Markets.with(calm, "volume", 59, middle);
    for (String price : List.of("open", "high", "low", "close")) {
      changed = Markets.with(changed, price, 59, changed.value(price, 59) * 1.0001);
    }
    Samples before = prepare(calm, target).samples(Range.VALIDATION);
    Samples after = prepare(changed, target).samples(Range.VALIDATION);

    assertThat(prepare(changed, target).samples(Range.TRAINING).targets())
        .isNotEqualTo(prepare(calm, target).samples(Range.TRAINING).targets());
    assertThat(after.inputs()).containsExactly(before.inputs());
    assertThat(after.targets()).containsExactly(before.targets());
  }

  @Test
  void noWindowReachesBackOverAGap() throws Exception {
    TimeSeries gappy = Markets.without(Markets.candles(91), 65);
    CaseSamples samples = prepare(gappy, TargetMode.LOG_RETURN);
    CaseSamples changed = prepare(changedBefore(gappy, 65), TargetMode.LOG_RETURN);

    // Rows 60 to 64, the gap, then 65 to 74: the first target behind it is 69.
    assertThat(samples.targetRows(Range.VALIDATION)).containsExactly(64, 69, 70, 71, 72, 73, 74);
    assertThat(inputOf(changed, Range.VALIDATION, 64))
        .isNotEqualTo(inputOf(samples, Range.VALIDATION, 64));
    assertThat(inputOf(changed, Range.VALIDATION, 69))
        .containsExactly(inputOf(samples, Range.VALIDATION, 69));
  }

  /** Changes the validation rows before a gap. */
  private static TimeSeries changedBefore(TimeSeries series, int row) {
    TimeSeries changed = series;
    for (String name : series.columns()) {
      for (int i = 60; i < row; i++) {
        changed = Markets.with(changed, name, i, 2 * series.value(name, i));
      }
    }
    return changed;
  }
}
