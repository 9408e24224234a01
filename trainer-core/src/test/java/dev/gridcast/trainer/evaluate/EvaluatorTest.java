package dev.gridcast.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gridcast.trainer.sample.CaseSamples;
import dev.gridcast.trainer.sample.Cuts;
import dev.gridcast.trainer.sample.Markets;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.sample.SampleSpec;
import dev.gridcast.trainer.series.ReadOptions;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.TimeSeries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final List<String> LABELS = List.of("high", "close");

  @Test
  void figuresAreThoseOfTheFormulasByHand() {
    double[][] actual = {{10, 8}, {20, 20}};
    double[][] forecast = {{13, 8}, {16, 21}};
    double[][] lastKnown = {{9, 9}, {18, 20}};

    Metrics metrics = Evaluator.metrics(LABELS, forecast, actual, lastKnown);

    // Errors: high 3 and -4, close 0 and 1; squares 9 + 16 + 0 + 1 = 26 over 4 values.
    assertThat(metrics.rmse()).isCloseTo(Math.sqrt(6.5), within(1e-12));
    LabelMetrics high = metrics.label("high");
    assertThat(high.rmse()).isCloseTo(Math.sqrt(12.5), within(1e-12));
    assertThat(high.mae()).isCloseTo(3.5, within(1e-12));
    // 3.5 of a mean |actual| of 15.
    assertThat(high.mape()).hasValueCloseTo(100 * 3.5 / 15, within(1e-12));
    LabelMetrics close = metrics.label("close");
    assertThat(close.rmse()).isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(close.mape()).hasValueCloseTo(100 * 0.5 / 14, within(1e-12));
    assertThat(metrics.perLabel().keySet()).containsExactly("high", "close");
    // high: up and up, right; down where it went up, wrong. close: down and down, right; the last
    // one did not move.
    assertThat(metrics.directionalAccuracy()).hasValueCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void aForecastOfNoMoveIsNoRightDirection() {
    double[][] last = {{5, 5}};

    assertThat(Evaluator.metrics(LABELS, last, new double[][] {{6, 4}}, last).directionalAccuracy())
        .hasValue(0);
  }

  @Test
  void whatHasNoValueIsEmptyAndNeverANumber() {
    double[][] zero = {{0, 0}};

    Metrics metrics = Evaluator.metrics(LABELS, new double[][] {{1, 1}}, zero, zero);

    assertThat(metrics.directionalAccuracy()).isEmpty();
    assertThat(metrics.label("high").mape()).isEmpty();
  }

  @Test
  void aLargerForecastNeverMakesAnErrorSmaller() {
    double[][] actual = {{100, 100}};
    double before = 0;
    for (double forecast : new double[] {101, 200, 1e6, 1e12}) {
      double[][] guess = {{forecast, forecast}};
      double mape =
          Evaluator.metrics(LABELS, guess, actual, actual).label("high").mape().orElseThrow();
      assertThat(mape).isGreaterThan(before);
      before = mape;
    }
  }

  @Test
  void shapesThatDifferAndNumbersThatAreNoneAreMistakesInTheProgram() {
    double[][] one = {{1, 1}};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.metrics(LABELS, new double[0][], new double[0][], one));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.metrics(LABELS, new double[][] {{1}}, one, one));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.metrics(LABELS, new double[][] {{1, Double.NaN}}, one, one))
        .withMessageContaining("\"close\" in row 0 is NaN");
  }

  private static CaseSamples samples(TimeSeries series) throws SampleException {
    return CaseSamples.prepare(
        series,
        SampleSpec.builder(
                LABELS, List.of("close", "volume"), Markets.HOUR, Cuts.byPercent(series, 80))
            .lags(2)
            .priceColumns(List.of("close"))
            .build());
  }

  @Test
  void aPerfectModelHasSkillOneAndPersistenceStandsBesideIt() throws Exception {
    CaseSamples samples = samples(Markets.candles(100));
    float[] perfect = samples.samples(Range.VALIDATION).targets();

    Evaluation evaluation = Evaluator.evaluate(samples, Range.VALIDATION, perfect);

    assertThat(evaluation.samples()).isEqualTo(18);
    assertThat(evaluation.model().rmse()).isLessThan(1e-4);
    assertThat(evaluation.model().directionalAccuracy()).hasValue(1);
    assertThat(evaluation.skill()).hasValueCloseTo(1.0, within(1e-4));
    assertThat(evaluation.persistence())
        .isEqualTo(Evaluator.persistence(samples, Range.VALIDATION));
  }

  @Test
  void aModelWorseThanPersistenceHasNegativeSkill() throws Exception {
    CaseSamples samples = samples(Markets.candles(100));
    float[] absurd = new float[samples.count(Range.VALIDATION) * 2];
    Arrays.fill(absurd, 5f);

    assertThat(Evaluator.evaluate(samples, Range.VALIDATION, absurd).skill().orElseThrow())
        .isNegative();
  }

  @Test
  void whereNothingMovedThereIsNoSkillToSpeakOf() throws Exception {
    TimeSeries series = Markets.candles(100);
    double[] flat = new double[100];
    Arrays.fill(flat, 7);
    CaseSamples samples = samples(series.with("high", flat).with("close", flat));

    Evaluation evaluation =
        Evaluator.evaluate(
            samples, Range.VALIDATION, new float[samples.count(Range.VALIDATION) * 2]);

    assertThat(evaluation.persistence().rmse()).isZero();
    assertThat(evaluation.skill()).isEmpty();
  }

  @Test
  void forecastsWhoseErrorIsNoNumberAreRefused() throws Exception {
    TimeSeries series = Markets.candles(100);
    CaseSamples samples = samples(series);
    float[] answers = samples.samples(Range.VALIDATION).targets();
    // e^500 is a price, but its square is none.
    float huge = answers[0];
    while (Double.isFinite(Math.pow(price(samples, huge), 2))) {
      huge += 50;
    }
    answers[0] = huge;

    assertThatThrownBy(() -> Evaluator.evaluate(samples, Range.VALIDATION, answers))
        .isInstanceOf(SampleException.class);
    assertThatThrownBy(() -> Evaluator.evaluate(samples, Range.CONFIRMATION, new float[0]))
        .isInstanceOf(SampleException.class)
        .hasMessageContaining("nothing to evaluate in the confirmation range");
  }

  private static double price(CaseSamples samples, float answer) throws SampleException {
    int row = samples.targetRows(Range.VALIDATION)[0];
    return samples.toPrices(new int[] {row}, new float[] {answer, 0})[0][0];
  }

  @Test
  void persistenceOnAWalkIsTheRootOfItsMeanSquaredSteps() throws Exception {
    TimeSeries series = Markets.candles(200);
    CaseSamples samples = samples(series);
    double squares = 0;
    int[] rows = samples.targetRows(Range.VALIDATION);
    for (int row : rows) {
      for (String label : LABELS) {
        squares += Math.pow(series.value(label, row) - series.value(label, row - 1), 2);
      }
    }

    assertThat(Evaluator.persistence(samples, Range.VALIDATION).rmse())
        .isCloseTo(Math.sqrt(squares / rows.length / 2), within(1e-9));
  }

  /** The yardstick that is published with the file: 803.68 over the last 20 % of its rows. */
  @Test
  void persistenceOnRealPricesIsThePublishedFigure() throws Exception {
    Optional<Path> file = realPrices();
    assumeThat(file).as("real prices beside the repository").isPresent();
    TimeSeries series =
        SeriesCsv.read(file.orElseThrow(), ReadOptions.defaults().withTimeColumn("open_time"));
    List<String> labels = List.of("high", "low", "close");
    int first = (int) Math.floor(series.rows() * 0.8);
    double[][] actual = rows(series, labels, first, 0);
    double[][] last = rows(series, labels, first, -1);

    assertThat(Evaluator.metrics(labels, last, actual, last).rmse())
        .isCloseTo(803.68, within(0.005));

    // The samples' own targets are those rows but the few that lack a whole window of their range.
    SampleSpec spec =
        SampleSpec.builder(labels, labels, Duration.ofHours(4), Cuts.byPercent(series, 80))
            .lags(15)
            .priceColumns(labels)
            .build();
    Metrics persistence =
        Evaluator.persistence(CaseSamples.prepare(series, spec), Range.VALIDATION);
    assertThat(persistence.rmse()).isCloseTo(803.68, within(5.0));
  }

  private static double[][] rows(TimeSeries series, List<String> labels, int first, int offset) {
    double[][] rows = new double[series.rows() - first][labels.size()];
    for (int row = first; row < series.rows(); row++) {
      for (int label = 0; label < labels.size(); label++) {
        rows[row - first][label] = series.value(labels.get(label), row + offset);
      }
    }
    return rows;
  }

  /** {@code shared/data} beside the repository, however deep the checkout lies. */
  private static Optional<Path> realPrices() {
    return Stream.iterate(
            Path.of("").toAbsolutePath(), folder -> folder != null, folder -> folder.getParent())
        .map(folder -> folder.resolve("shared/data/btc-usd-4h.csv"))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
