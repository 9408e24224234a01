package dev.gridcast.trainer.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Changes rows that a sample must not know, wildly, and asserts that the sample does not notice;
 * for every scaler, both targets, horizons of one row and more, with and without a gap.
 *
 * <p>Rows 0 to 59 train, 60 to 79 validate, 80 to 99 confirm.
 */
class NoLeakPropertiesTest {
  private static final int TRIES = 150;
  private static final int VALIDATION = 60;
  private static final int CONFIRMATION = 80;
  private static final int ROWS = 100;
  private static final int SEASON = 2;
  private static final List<String> LABELS = List.of("high", "close");
  private static final List<String> PRICES = List.of("open", "high", "low", "close");
  private static final List<String> FEATURES = List.of("open", "high", "low", "close", "volume");

  /** A way to sample. {@code gap}: an hour is missing before this row; 0: none is. */
  record Way(ScalerKind scaler, TargetMode target, int horizon, int lags, int lead, int gap) {

    TimeSeries series() {
      return gap == 0 ? Markets.candles(ROWS) : Markets.without(Markets.candles(ROWS + 1), gap);
    }

    CaseSamples prepare(TimeSeries series) throws SampleException {
      SampleSpecBuilder builder =
          SampleSpec.builder(
                  LABELS,
                  FEATURES,
                  Markets.HOUR,
                  Cuts.at(series.time(VALIDATION), series.time(CONFIRMATION)))
              .scaler(scaler)
              .horizon(horizon)
              .lags(lags)
              .leadRows(lags + lead)
              .priceColumns(PRICES);
      return CaseSamples.prepare(
          series, (target == TargetMode.PRICE ? builder.price() : builder).build());
    }

    float[] window(CaseSamples samples, Range range, int row) throws SampleException {
      return row(samples, samples.samples(range).inputs(), range, row, lags * FEATURES.size());
    }

    float[] targets(CaseSamples samples, Range range, int row) throws SampleException {
      return row(samples, samples.samples(range).targets(), range, row, horizon * LABELS.size());
    }

    private static float[] row(CaseSamples samples, float[] all, Range range, int row, int width) {
      int i = Arrays.binarySearch(samples.targetRows(range), row);
      return Arrays.copyOfRange(all, i * width, (i + 1) * width);
    }
  }

  @Provide
  Arbitrary<Way> ways() {
    return Combinators.combine(
            Arbitraries.of(ScalerKind.class),
            Arbitraries.of(TargetMode.class),
            Arbitraries.of(1, 3),
            Arbitraries.integers().between(1, 4),
            Arbitraries.integers().between(0, 3),
            Arbitraries.oneOf(
                Arbitraries.just(0),
                Arbitraries.integers().between(1, ROWS - 1),
                Arbitraries.of(VALIDATION, VALIDATION + 8, CONFIRMATION, CONFIRMATION + 8)))
        .as(Way::new);
  }

  @Property(tries = TRIES)
  void trainingKnowsNoLaterRow(@ForAll("ways") Way way, @ForAll long seed) throws Exception {
    TimeSeries series = way.series();
    CaseSamples before = way.prepare(series);
    CaseSamples after = way.prepare(Markets.wild(series, VALIDATION, ROWS, seed));

    assertThat(after.inputScalers()).isEqualTo(before.inputScalers());
    assertThat(after.targetScalers()).isEqualTo(before.targetScalers());
    assertThat(after.trainingSteps()).containsExactly(before.trainingSteps());
    assertSame(before.samples(Range.TRAINING), after.samples(Range.TRAINING));
  }

  @Property(tries = TRIES)
  void validationKnowsNoConfirmationRow(@ForAll("ways") Way way, @ForAll long seed)
      throws Exception {
    TimeSeries series = way.series();
    CaseSamples before = way.prepare(series);
    CaseSamples after = way.prepare(Markets.wild(series, CONFIRMATION, ROWS, seed));

    assertSame(before.samples(Range.VALIDATION), after.samples(Range.VALIDATION));
  }

  @Property(tries = TRIES)
  void confirmationLooksAtNoValidationRow(@ForAll("ways") Way way, @ForAll long seed)
      throws Exception {
    TimeSeries series = way.series();
    CaseSamples before = way.prepare(series);
    CaseSamples after = way.prepare(Markets.wild(series, VALIDATION, CONFIRMATION, seed));

    // Both ranges are scaled by the training rows, so nothing at all may change.
    assertSame(before.samples(Range.CONFIRMATION), after.samples(Range.CONFIRMATION));
    assertForecasts(way, before, after, Range.CONFIRMATION);
  }

  /**
   * Any change of a training row moves the scales a little: this one by less than it would show.
   */
  @Property(tries = TRIES)
  void validationLooksAtNoTrainingRow(@ForAll("ways") Way way) throws Exception {
    TimeSeries series = way.series();
    TimeSeries changed = series;
    for (String name : PRICES) {
      for (int row = VALIDATION - 8; row < VALIDATION; row++) {
        changed = Markets.with(changed, name, row, changed.value(name, row) * 1.0005);
      }
    }
    CaseSamples before = way.prepare(series);
    CaseSamples after = way.prepare(changed);

    double[] expected = restoredInputs(before, Range.VALIDATION);
    double[] found = restoredInputs(after, Range.VALIDATION);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(2e-6 * Math.max(1, expected[i])));
    }
    assertForecasts(way, before, after, Range.VALIDATION);
  }

  private static double[] restoredInputs(CaseSamples samples, Range range) throws SampleException {
    List<Scaler> scalers = new ArrayList<>(samples.inputScalers().values());
    float[] inputs = samples.samples(range).inputs();
    double[] restored = new double[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      restored[i] = scalers.get(i % FEATURES.size()).restore(inputs[i]);
    }
    return restored;
  }

  @Property(tries = TRIES)
  void noWindowKnowsItsOwnLabels(@ForAll("ways") Way way, @ForAll long seed) throws Exception {
    TimeSeries series = way.series();
    CaseSamples before = way.prepare(series);
    for (Range range : List.of(Range.VALIDATION, Range.CONFIRMATION)) {
      int[] rows = before.targetRows(range);
      int row = rows[(int) Math.floorMod(seed, (long) rows.length)];
      CaseSamples after = way.prepare(Markets.wild(series, row, ROWS, seed));

      assertThat(way.window(after, range, row)).containsExactly(way.window(before, range, row));
      int[] one = {row};
      assertThat(after.persistence(one)).isDeepEqualTo(before.persistence(one));
      assertThat(after.lastKnown(one)).isDeepEqualTo(before.lastKnown(one));
      if (before.spec().leadRows() >= SEASON) {
        assertThat(after.seasonalNaive(one, SEASON))
            .isDeepEqualTo(before.seasonalNaive(one, SEASON));
      }
      // The counterpart: the test would also pass if the labels came from elsewhere.
      assertThat(way.targets(after, range, row)).isNotEqualTo(way.targets(before, range, row));
    }
  }

  @Property(tries = TRIES)
  void everyWindowKnowsTheRowBeforeAndEveryTargetItsLastRow(
      @ForAll("ways") Way way, @ForAll long seed) throws Exception {
    TimeSeries series = way.series();
    CaseSamples before = way.prepare(series);
    int[] rows = before.targetRows(Range.VALIDATION);
    int row = rows[(int) Math.floorMod(seed, (long) rows.length)];

    CaseSamples earlier = way.prepare(Markets.wild(series, row - 1, row, seed));
    assertThat(way.window(earlier, Range.VALIDATION, row))
        .isNotEqualTo(way.window(before, Range.VALIDATION, row));
    int last = row + way.horizon() - 1;
    CaseSamples later = way.prepare(Markets.wild(series, last, last + 1, seed));
    float[] expected = way.targets(before, Range.VALIDATION, row);
    float[] found = way.targets(later, Range.VALIDATION, row);
    int known = expected.length - LABELS.size();
    assertThat(Arrays.copyOf(found, known)).containsExactly(Arrays.copyOf(expected, known));
    assertThat(found).isNotEqualTo(expected);
  }

  /** The rule in the plainest words there are: all rows of a sample in one range, an hour apart. */
  @Property(tries = TRIES)
  void targetsAreExactlyTheRowsWhoseWindowAndHorizonLieInOneRangeWithoutAGap(
      @ForAll("ways") Way way) throws Exception {
    TimeSeries series = way.series();
    CaseSamples samples = way.prepare(series);
    int[] cuts = {0, VALIDATION, CONFIRMATION, ROWS};
    int dropped = 0;
    int number = 0;
    for (Range range : Range.values()) {
      int from = cuts[number++];
      int to = cuts[number];
      List<Integer> expected = new ArrayList<>();
      for (int row = from; row < to; row++) {
        int first = row - way.lags() - way.lead();
        int last = row + way.horizon() - 1;
        if (first >= from && last < to) {
          long hours = (series.epochMillis(last) - series.epochMillis(first)) / 3_600_000;
          if (hours == last - first) {
            expected.add(row);
          } else {
            dropped++;
          }
        }
      }
      assertThat(Arrays.stream(samples.targetRows(range)).boxed()).isEqualTo(expected);
    }
    assertThat(samples.windowsDroppedAtGaps()).isEqualTo(dropped);
  }

  private static void assertSame(Samples before, Samples after) {
    assertThat(after.targetRows()).containsExactly(before.targetRows());
    assertThat(after.inputs()).containsExactly(before.inputs());
    assertThat(after.targets()).containsExactly(before.targets());
  }

  private static void assertForecasts(Way way, CaseSamples before, CaseSamples after, Range range)
      throws SampleException {
    int[] rows = before.targetRows(range);
    assertThat(after.persistence(rows)).isDeepEqualTo(before.persistence(rows));
    assertThat(after.lastKnown(rows)).isDeepEqualTo(before.lastKnown(rows));
    if (way.lags() + way.lead() >= SEASON) {
      assertThat(after.seasonalNaive(rows, SEASON))
          .isDeepEqualTo(before.seasonalNaive(rows, SEASON));
    }
  }
}
