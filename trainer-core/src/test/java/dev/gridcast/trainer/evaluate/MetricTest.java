package dev.gridcast.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.sample.SampleException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each figure against numbers that were worked out by hand. */
class MetricTest {
  private static final List<String> LABELS = List.of("high", "close");
  private static final double[] STEPS = {2, 0.5};

  /**
   * Two rows, two steps of the horizon, two labels: [high, close, high, close].
   *
   * <p>Errors: high 3, -1, -4, 2; close 0, 1, 1, 0.
   */
  private static final double[][] ACTUAL = {{10, 8, 11, 9}, {20, 20, 19, 19}};

  private static final double[][] FORECAST = {{13, 8, 10, 10}, {16, 21, 21, 19}};
  private static final double[][] LAST_KNOWN = {{9, 9, 9, 9}, {18, 20, 18, 20}};

  @ParameterizedTest
  @CsvSource({
    // Squares 9 + 1 + 16 + 4 = 30 of 4; 0 + 1 + 1 + 0 = 2 of 4; 32 of 8.
    "RMSE, 2.7386127875258306, 0.7071067811865476, 2",
    // Absolute errors 10 of 4, 2 of 4, 12 of 8.
    "MAE, 2.5, 0.5, 1.5",
    // Over the sums of what came: 10 of 60, 2 of 56, 12 of 116, in percent.
    "MAPE, 16.666666666666668, 3.5714285714285716, 10.344827586206897",
    // Means of 6/23, 2/21, 8/36, 4/40 and of 0, 2/19, 2/41, 0, in percent.
    "SMAPE, 16.958247066942718, 3.851091142490372, 10.404669104716545",
    // 2.5 steps of 2; 0.5 steps of 0.5; their mean.
    "MASE, 1.25, 1, 1.125",
    // Around 15: 25 + 16 + 25 + 16 = 82; around 14: 36 + 25 + 36 + 25 = 122; together 204.
    "R2, 0.6341463414634146, 0.9836065573770492, 0.8431372549019608",
    // high: up/up, up/up, up/down, up/up: 3 of 4. close: down/down, then two that did not move (9
    // from 9, 20 from 20), then down/down: 2 of 2. Together 5 of 6.
    "DIRECTIONAL_ACCURACY, 0.75, 1, 0.8333333333333334"
  })
  void everyFigureIsThatOfItsFormulaByHand(Metric metric, double high, double close, double all)
      throws Exception {
    Metrics metrics = Evaluator.metrics(LABELS, FORECAST, ACTUAL, LAST_KNOWN, STEPS);

    assertThat(metrics.label("high").value(metric)).hasValueCloseTo(high, within(1e-12));
    assertThat(metrics.label("close").value(metric)).hasValueCloseTo(close, within(1e-12));
    assertThat(metrics.value(metric)).hasValueCloseTo(all, within(1e-12));
    assertThat(metrics.perLabel().keySet()).containsExactly("high", "close");
  }

  @Test
  void accessorsAreTheFiguresOfTheirNames() throws Exception {
    Metrics metrics = Evaluator.metrics(LABELS, FORECAST, ACTUAL, LAST_KNOWN, STEPS);

    assertThat(metrics.rmse()).isEqualTo(2);
    assertThat(metrics.directionalAccuracy()).hasValueCloseTo(5.0 / 6, within(1e-12));
    assertThat(metrics.label("close").rmse()).isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(metrics.label("close").mae()).isEqualTo(0.5);
    assertThat(metrics.label("close").mape()).hasValueCloseTo(100.0 / 28, within(1e-12));
    assertThatIllegalArgumentException().isThrownBy(() -> metrics.label("low"));
  }

  @Test
  void aForecastOfNoMoveIsNoRightDirection() throws Exception {
    double[][] last = {{5, 5}};

    assertThat(
            Evaluator.metrics(LABELS, last, new double[][] {{6, 4}}, last, STEPS)
                .directionalAccuracy())
        .hasValue(0);
  }

  @Test
  void whatHasNoValueIsAbsentAndNeverANumber() throws Exception {
    double[][] zero = {{0, 0}};

    Metrics metrics =
        Evaluator.metrics(LABELS, new double[][] {{1, 1}}, zero, zero, new double[] {0, 1});

    // Nothing moved, nothing spread, nothing to take a percentage of; high never moved in training.
    assertThat(metrics.pooled())
        .containsOnlyKeys(Metric.RMSE, Metric.MAE, Metric.SMAPE)
        .containsEntry(Metric.SMAPE, 200.0);
    assertThat(metrics.label("high").values())
        .containsOnlyKeys(Metric.RMSE, Metric.MAE, Metric.SMAPE);
    assertThat(metrics.label("close").value(Metric.MASE)).hasValue(1);
    assertThat(metrics.label("close").mape()).isEmpty();
  }

  @Test
  void equalNumbersHaveNoSpreadWhateverTheirMeanRoundsTo() throws Exception {
    double[][] actual = new double[10][2];
    for (double[] row : actual) {
      Arrays.fill(row, 0.1);
    }

    assertThat(Evaluator.metrics(LABELS, actual, actual, actual, STEPS).value(Metric.R2)).isEmpty();
  }

  @Test
  void whatADoubleCannotHoldIsRefusedOrAbsent() throws Exception {
    double[][] real = {{1, 1}};
    double[][] absurd = {{1e200, 1}};

    assertThatThrownBy(() -> Evaluator.metrics(LABELS, absurd, real, real, STEPS))
        .isInstanceOf(SampleException.class)
        .hasMessageContaining("too far off");
    double[] endless = {Double.POSITIVE_INFINITY, 1};
    assertThat(Evaluator.metrics(LABELS, real, real, real, endless).value(Metric.MASE)).isEmpty();
  }

  @Test
  void shapesThatDifferAndNumbersThatAreNoneAreMistakesInTheProgram() {
    double[][] one = {{1, 1}};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.metrics(LABELS, new double[0][], new double[0][], one, STEPS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.metrics(LABELS, new double[][] {{1}}, one, one, STEPS));
    double[][] three = {{1, 1, 1}};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.metrics(LABELS, three, three, three, STEPS))
        .withMessageContaining("3 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.metrics(LABELS, one, one, one, new double[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Evaluator.metrics(LABELS, new double[][] {{1, Double.NaN}}, one, one, STEPS))
        .withMessageContaining("\"close\" in row 0 is NaN");
  }

  @Test
  void figuresAreCheckedWhereverTheyComeFrom() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelMetrics(Map.of(Metric.RMSE, 1.0)))
        .withMessageContaining("mae is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Metrics(Map.of(Metric.RMSE, Double.NaN), Map.of()))
        .withMessageContaining("rmse is no number");
    Metrics metrics = new Metrics(Map.of(Metric.RMSE, 1.0), Map.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evaluation(1, metrics, Map.of(Baseline.LINEAR, metrics)));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void everyMetricSaysWhatItIs(Metric metric) {
    assertThat(metric.formula()).isNotBlank();
    assertThat(metric.unit()).isIn("price", "%", "ratio", "share");
    assertThat(metric.least()).isLessThan(metric.most());
    // An error is best at its least, the others at their most, 1.
    assertThat(metric.higherIsBetter() ? metric.most() : metric.least())
        .isEqualTo(metric.higherIsBetter() ? 1 : 0);
    assertThat(metric.key()).matches("[a-zA-Z0-9]+");
  }

  @Test
  void skillIsTheShareOfABaselinesErrorThatIsGone() {
    Evaluation evaluation =
        new Evaluation(
            3,
            ofRmse(3),
            Map.of(
                Baseline.PERSISTENCE, ofRmse(4),
                Baseline.SEASONAL_NAIVE, ofRmse(2),
                Baseline.LINEAR, ofRmse(0)));

    assertThat(evaluation.skill()).hasValue(0.25);
    assertThat(evaluation.skill(Baseline.PERSISTENCE)).hasValue(0.25);
    assertThat(evaluation.skill(Baseline.SEASONAL_NAIVE)).hasValue(-0.5);
    assertThat(evaluation.skill(Baseline.LINEAR)).isEqualTo(OptionalDouble.empty());
    assertThat(new Evaluation(3, ofRmse(3), ofRmse(4)).skill(Baseline.LINEAR)).isEmpty();
    assertThat(Baseline.SEASONAL_NAIVE.key()).isEqualTo("seasonal-naive");
  }

  private static Metrics ofRmse(double rmse) {
    return new Metrics(Map.of(Metric.RMSE, rmse), Map.of());
  }
}
