package dev.gridcast.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.sample.CaseSamples;
import dev.gridcast.trainer.sample.Cuts;
import dev.gridcast.trainer.sample.Markets;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleSpec;
import dev.gridcast.trainer.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkillErrorTest {

  /** The same numbers as another program's, which computed the right column with NumPy. */
  @ParameterizedTest
  @CsvSource({
    "30, 1, 0.0083966932433461421",
    "30, 4, 0.0083966932433461421",
    "100, 1, 0.0056672843762489615",
    "100, 12, 0.0054306638067829092",
    "777, 1, 0.0017452871743667627",
    "777, 24, 0.0016851456419530691",
    "5000, 1, 0.0007543204780913734"
  })
  void anIndependentProgramComputesTheSame(int rows, int horizon, double expected) {
    double[] z = congruential(2 * rows);
    double[] persistence = new double[rows];
    double[] model = new double[rows];
    for (int row = 0; row < rows; row++) {
      persistence[row] = 10 * z[row] + (row == 0 ? 0 : 5 * z[row - 1]);
      model[row] = 0.9 * persistence[row] + 2 * z[rows + row];
    }
    assertThat(SkillError.of(model, persistence, horizon).getAsDouble())
        .isCloseTo(expected, within(1e-12));
  }

  private static double[] congruential(int count) {
    double[] values = new double[count];
    long x = 12345;
    for (int i = 0; i < count; i++) {
      x = (x * 1103515245L + 12345) % 2147483648L;
      values[i] = x / 2147483648.0;
    }
    return values;
  }

  @Test
  void theLagsFollowTheUsualRuleAndCoverOverlappingForecasts() {
    assertThat(SkillError.lags(100, 1)).isEqualTo(4);
    assertThat(SkillError.lags(1_000, 1)).isEqualTo(6);
    assertThat(SkillError.lags(100_000, 1)).isEqualTo(18);
    assertThat(SkillError.lags(100, 5)).isEqualTo(4);
    assertThat(SkillError.lags(100, 6)).isEqualTo(5);
    assertThat(SkillError.lags(100, 96)).isEqualTo(95);
  }

  @Test
  void aModelThatIsPersistenceHasNoErrorAndAPerfectOneNone() {
    double[] losses = losses(new SplittableRandom(1), 200);
    assertThat(SkillError.of(losses, losses.clone(), 1)).hasValue(0);
    assertThat(SkillError.of(new double[200], losses, 1)).isEmpty();
    assertThat(SkillError.of(losses, new double[200], 1)).isEmpty();
  }

  @Test
  void fewRowsSayNothing() {
    double[] losses = losses(new SplittableRandom(1), 100);
    double[] half = Arrays.stream(losses).map(loss -> loss / 2 + 1).toArray();
    assertThat(SkillError.of(Arrays.copyOf(half, 29), Arrays.copyOf(losses, 29), 1)).isEmpty();
    assertThat(SkillError.of(Arrays.copyOf(half, 30), Arrays.copyOf(losses, 30), 1)).isPresent();
    assertThat(SkillError.of(half, losses, 26)).isPresent();
    assertThat(SkillError.of(half, losses, 27)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SkillError.of(half, Arrays.copyOf(losses, 99), 1));
  }

  /** Prices in cents or in dollars, it is the same skill. */
  @Property(tries = 50)
  void theUnitOfPricesChangesNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 40, max = 300) int rows,
      @ForAll @DoubleRange(min = 0.01, max = 1000) double unit) {
    RandomGenerator random = new SplittableRandom(seed);
    double[] persistence = losses(random, rows);
    double[] model = losses(random, rows);
    double error = SkillError.of(model, persistence, 3).getAsDouble();
    assertThat(
            SkillError.of(
                    Arrays.stream(model).map(loss -> loss * unit).toArray(),
                    Arrays.stream(persistence).map(loss -> loss * unit).toArray(),
                    3)
                .getAsDouble())
        .isCloseTo(error, within(1e-9 * error));
    assertThat(error).isPositive();
  }

  /**
   * A model without any skill: 2,000 markets of 400 rows, whose volatility comes in waves. The
   * truth has to lie within 1.96 standard errors in 95 % of them, and does in a little less, as is
   * known of the estimator.
   */
  @Test
  void theTrueSkillLiesAsOftenWithinTheErrorAsItShould() {
    RandomGenerator random = new SplittableRandom(7);
    int markets = 2_000;
    int rows = 400;
    int within = 0;
    for (int market = 0; market < markets; market++) {
      double[] persistence = new double[rows];
      double[] model = new double[rows];
      double wave = random.nextGaussian() * 0.5;
      for (int row = 0; row < rows; row++) {
        wave = 0.9 * wave + Math.sqrt(1 - 0.81) * 0.5 * random.nextGaussian();
        double move = Math.exp(wave) * random.nextGaussian();
        double noise = 0.3 * random.nextGaussian();
        persistence[row] = move * move;
        model[row] = (move - noise) * (move - noise);
      }
      double truth = 1 - Math.sqrt(1 + 0.09 / Math.exp(2 * 0.25));
      double skill = 1 - Math.sqrt(sum(model) / sum(persistence));
      double error = SkillError.of(model, persistence, 1).getAsDouble();
      within += Math.abs(skill - truth) < 1.96 * error ? 1 : 0;
    }
    assertThat((double) within / markets).isBetween(0.90, 0.96);
  }

  @Test
  void onlyTheRangeInWhichNothingWasChosenHasAnError() throws Exception {
    TimeSeries series = Markets.candles(600);
    CaseSamples samples =
        CaseSamples.prepare(
            series,
            SampleSpec.builder(
                    List.of("high", "close"),
                    List.of("close", "volume"),
                    Markets.HOUR,
                    new Cuts(series.time(300), Optional.of(series.time(400))))
                .lags(5)
                .horizon(3)
                .priceColumns(List.of("close"))
                .build());
    assertThat(evaluated(samples, Range.VALIDATION).skillError()).isEmpty();

    int[] rows = samples.targetRows(Range.CONFIRMATION);
    double[][] actual = samples.actual(rows);
    double[][] last = samples.persistence(rows);
    double[] model = new double[rows.length];
    double[] persistence = new double[rows.length];
    for (int row = 0; row < rows.length; row++) {
      for (int output = 0; output < 6; output++) {
        model[row] += Math.pow(last[row][output] * 1.001 - actual[row][output], 2);
        persistence[row] += Math.pow(last[row][output] - actual[row][output], 2);
      }
    }
    assertThat(evaluated(samples, Range.CONFIRMATION).skillError().getAsDouble())
        .isPositive()
        .isCloseTo(SkillError.of(model, persistence, 3).getAsDouble(), within(1e-12));
  }

  private static Evaluation evaluated(CaseSamples samples, Range range) throws Exception {
    double[][] forecast = samples.persistence(samples.targetRows(range));
    for (double[] row : forecast) {
      Arrays.setAll(row, i -> row[i] * 1.001);
    }
    return Yardstick.of(samples, range).evaluate(forecast);
  }

  private static double[] losses(RandomGenerator random, int rows) {
    return random.doubles(rows, 0.1, 10).toArray();
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}
