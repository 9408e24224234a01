package dev.gridcast.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What holds of every figure, whatever the prices. */
class MetricPropertiesTest {
  private static final int TRIES = 500;
  private static final List<String> LABELS = List.of("high", "low");
  private static final List<Metric> ERRORS =
      List.of(Metric.RMSE, Metric.MAE, Metric.MAPE, Metric.SMAPE, Metric.MASE);

  /** Forecasts, values and last known values of two labels and two steps. */
  static final class Trial {
    private final double[][] forecast;
    private final double[][] actual;
    private final double[][] lastKnown;
    private final double[] steps;

    Trial(double[][] forecast, double[][] actual, double[][] lastKnown, double[] steps) {
      this.forecast = forecast;
      this.actual = actual;
      this.lastKnown = lastKnown;
      this.steps = steps;
    }

    Metrics metrics() throws Exception {
      return Evaluator.metrics(LABELS, forecast, actual, lastKnown, steps);
    }

    Trial forecasting(double[][] other) {
      return new Trial(other, actual, lastKnown, steps);
    }
  }

  @Provide
  Arbitrary<Trial> trials() {
    Arbitrary<double[][]> table =
        Arbitraries.doubles()
            .between(-1_000, 1_000)
            .ofScale(3)
            .array(double[].class)
            .ofSize(4)
            .array(double[][].class)
            .ofSize(5);
    Arbitrary<double[]> steps =
        Arbitraries.doubles().between(0.01, 100).array(double[].class).ofSize(2);
    return Combinators.combine(table, table, table, steps).as(Trial::new);
  }

  @Property(tries = TRIES)
  void everyFigureLiesInItsRange(@ForAll("trials") Trial trial) throws Exception {
    Metrics metrics = trial.metrics();
    metrics.pooled().forEach(MetricPropertiesTest::assertInRange);
    metrics
        .perLabel()
        .values()
        .forEach(l -> l.values().forEach(MetricPropertiesTest::assertInRange));
  }

  private static void assertInRange(Metric metric, double value) {
    assertThat(value).isBetween(metric.least(), metric.most());
  }

  @Property(tries = TRIES)
  void aPerfectForecastHasTheBestFigures(@ForAll("trials") Trial trial) throws Exception {
    Metrics perfect = trial.forecasting(trial.actual).metrics();

    perfect
        .pooled()
        .forEach((metric, value) -> assertThat(value).as(metric.key()).isEqualTo(best(metric)));
    assertThat(perfect.pooled()).containsKeys(Metric.RMSE, Metric.MAE, Metric.SMAPE, Metric.MASE);
  }

  private static double best(Metric metric) {
    return metric.higherIsBetter() ? metric.most() : metric.least();
  }

  @Property(tries = TRIES)
  void anotherCurrencyScalesErrorsInPricesAndLeavesTheOthers(
      @ForAll("trials") Trial trial, @ForAll @DoubleRange(min = 0.01, max = 1_000) double rate)
      throws Exception {
    Metrics before = trial.metrics();
    Metrics after =
        new Trial(
                times(trial.forecast, rate),
                times(trial.actual, rate),
                times(trial.lastKnown, rate),
                times(new double[][] {trial.steps}, rate)[0])
            .metrics();

    assertThat(after.pooled()).containsOnlyKeys(before.pooled().keySet());
    before
        .pooled()
        .forEach(
            (metric, value) -> {
              double expected = metric.unit().equals("price") ? rate * value : value;
              assertThat(after.value(metric).orElseThrow())
                  .as(metric.key())
                  .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
            });
  }

  private static double[][] times(double[][] values, double rate) {
    double[][] scaled = new double[values.length][];
    for (int row = 0; row < values.length; row++) {
      scaled[row] = values[row].clone();
      for (int i = 0; i < scaled[row].length; i++) {
        scaled[row][i] *= rate;
      }
    }
    return scaled;
  }

  /** What the predecessor's ranking allowed: one absurd forecast made its percentage smaller. */
  @Property(tries = TRIES)
  void aForecastFurtherOffNeverMakesAnErrorSmaller(
      @ForAll("trials") Trial trial,
      @ForAll @IntRange(max = 4) int row,
      @ForAll @IntRange(max = 3) int output,
      @ForAll @DoubleRange(min = 1, max = 1e9) double further)
      throws Exception {
    double[][] worse = times(trial.forecast, 1);
    double off = worse[row][output] - trial.actual[row][output];
    worse[row][output] += off < 0 ? -further : further;
    Metrics before = trial.metrics();
    Metrics after = trial.forecasting(worse).metrics();

    for (Metric metric : ERRORS) {
      if (before.value(metric).isPresent()) {
        double least = before.value(metric).orElseThrow();
        assertThat(after.value(metric).orElseThrow())
            .as(metric.key())
            .isGreaterThanOrEqualTo(least * (1 - 1e-12));
      }
    }
    if (before.value(Metric.R2).isPresent()) {
      assertThat(after.value(Metric.R2).orElseThrow())
          .isLessThan(before.value(Metric.R2).orElseThrow());
    }
  }
}
