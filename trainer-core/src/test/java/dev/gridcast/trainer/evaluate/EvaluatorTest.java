package dev.gridcast.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
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

    assertThat(Evaluator.metrics(labels, last, actual, last, new double[3]).rmse())
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
