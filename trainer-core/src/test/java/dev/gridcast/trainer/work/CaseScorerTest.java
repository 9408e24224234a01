package dev.gridcast.trainer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.TensorShape;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.series.TimeSeries;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaseScorerTest {

  private static final TimeSeries FULL = TestCases.market(400);
  private static final String VALIDATION = FULL.time(240).toString();
  private static final String CONFIRMATION = FULL.time(320).toString();

  @Test
  void derivesTheNetworkFromTheCase() throws Exception {
    assertThat(CaseScorer.of(TestCases.parameters(), FULL).architecture())
        .isEqualTo(Architecture.lstm(2, 6, 8, 3));
  }

  @Test
  void aFeatureStandsForEveryColumnOfItsName() throws Exception {
    TimeSeries series =
        FULL.with("macd.line", new double[400])
            .with("macd.signal", new double[400])
            .with("macdx", new double[400]);
    assertThat(
            CaseScorer.of(TestCases.parameters("feature.macd", "on"), series)
                .samples()
                .spec()
                .features())
        .containsExactly("close", "high", "macd.line", "macd.signal");
  }

  @Test
  void theServerGetsTheVolunteersValidationFiguresFromItsLongerSeries() throws Exception {
    CaseParameters own =
        TestCases.parameters("validation-from", VALIDATION, "confirmation-from", CONFIRMATION);
    CaseScorer server = CaseScorer.of(own, FULL);
    CaseScorer volunteer = CaseScorer.of(own.published(), FULL.slice(0, 320));
    Weights weights = constant(server.architecture(), 0.45f);
    Evaluation claimed = volunteer.score(weights, Range.VALIDATION);
    assertThat(server.score(weights, Range.VALIDATION)).isEqualTo(claimed);
    assertThat(server.persistence(Range.VALIDATION)).isEqualTo(claimed.persistence());
    assertThat(server.score(weights, Range.CONFIRMATION).samples()).isEqualTo(400 - 320 - 6);
    assertThatThrownBy(() -> volunteer.score(weights, Range.CONFIRMATION))
        .isInstanceOf(SampleException.class);
  }

  @Test
  void forecastsTheCandleAfterTheLastRow() throws Exception {
    CaseScorer scorer = CaseScorer.of(TestCases.parameters(), FULL);
    CandleForecast forecast = scorer.forecast(constant(scorer.architecture(), 0.5f)).get(0);
    assertThat(forecast.time()).isEqualTo(FULL.lastTime().plusSeconds(3600));
    assertThat(forecast.values().keySet()).containsExactly("high", "low", "close");
    assertThat(forecast.values().get("close")).isBetween(50.0, 200.0);
  }

  @Test
  void givesTheForecastsThatItsFiguresAreMadeOf() throws Exception {
    CaseParameters parameters =
        TestCases.parameters(
            "validation-from", VALIDATION, "confirmation-from", CONFIRMATION, "horizon", "3");
    CaseScorer scorer = CaseScorer.of(parameters, FULL);
    Weights weights = constant(scorer.architecture(), 0.45f);
    RangeForecasts found = scorer.forecasts(weights, Range.CONFIRMATION);
    Evaluation evaluation = scorer.score(weights, Range.CONFIRMATION);
    assertThat(found.rows()).isEqualTo(evaluation.samples());
    assertThat(found.horizon()).isEqualTo(3);
    double model = 0;
    double persistence = 0;
    for (int row = 0; row < found.rows(); row++) {
      for (int ahead = 0; ahead < 3; ahead++) {
        int at = FULL.firstRowFrom(found.time(row, ahead));
        assertThat(FULL.time(at)).isEqualTo(found.time(row, ahead));
        for (int label = 0; label < 3; label++) {
          double actual = found.actual(row, ahead, label);
          assertThat(actual).isEqualTo(FULL.value(found.labels().get(label), at));
          assertThat(found.persistence(row, ahead, label))
              .isEqualTo(FULL.value(found.labels().get(label), at - ahead - 1));
          model += Math.pow(found.forecast(row, ahead, label) - actual, 2);
          persistence += Math.pow(found.persistence(row, ahead, label) - actual, 2);
        }
      }
    }
    double count = found.rows() * 9.0;
    assertThat(Math.sqrt(model / count)).isCloseTo(evaluation.model().rmse(), within(1e-9));
    assertThat(Math.sqrt(persistence / count))
        .isCloseTo(evaluation.persistence().rmse(), within(1e-9));
  }

  @Test
  void forecastsWithoutAModelToo() throws Exception {
    CaseScorer scorer =
        CaseScorer.of(TestCases.naive("model", "persistence", "validation-from", VALIDATION), FULL);
    RangeForecasts found =
        scorer.forecasts(Weights.of(scorer.architecture(), Map.of()), Range.VALIDATION);
    assertThat(found.rows()).isPositive();
    assertThat(found.forecast(5, 0, 1)).isEqualTo(found.persistence(5, 0, 1));
    assertThatThrownBy(
            () -> scorer.forecasts(Weights.of(scorer.architecture(), Map.of()), Range.CONFIRMATION))
        .isInstanceOf(SampleException.class);
  }

  @Test
  void refusesWeightsOfAnotherNetwork() throws Exception {
    CaseScorer scorer = CaseScorer.of(TestCases.parameters(), FULL);
    Weights weights = constant(Architecture.lstm(2, 6, 9, 3), 0);
    assertThatThrownBy(() -> scorer.score(weights, Range.VALIDATION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the case needs");
  }

  @Test
  void namesTheParameterWhoseColumnIsNotThere() {
    assertMissing("labels", "high,clos", "clos");
    assertMissing("reference", "Close", "Close");
    assertMissing("price-columns", "hgih", "hgih");
    assertMissing("price-difference-columns", "atr", "atr");
    assertMissing("feature.lwo", "on", "lwo");
  }

  private static void assertMissing(String parameter, String value, String column) {
    assertThatThrownBy(() -> CaseScorer.of(TestCases.parameters(parameter, value), FULL))
        .isInstanceOf(ParametersException.class)
        .hasMessageStartingWith(
            "parameter \"" + parameter + "\": the time series has no column \"" + column + "\"");
  }

  @Test
  void saysWhenARangeHasNoWindow() {
    assertThatThrownBy(() -> CaseScorer.of(TestCases.parameters("lags", "100"), FULL))
        .isInstanceOf(SampleException.class);
    assertThatThrownBy(
            () ->
                CaseScorer.of(
                    TestCases.parameters("validation-from", "2040-01-01T00:00:00Z"), FULL))
        .isInstanceOf(SampleException.class);
  }

  private static Weights constant(Architecture architecture, float answer) {
    Map<String, float[]> values = new HashMap<>();
    for (TensorShape shape : architecture.tensors()) {
      values.put(shape.name(), new float[shape.elements()]);
    }
    float[] bias = new float[architecture.outputs()];
    java.util.Arrays.fill(bias, answer);
    values.put("dense.bias", bias);
    return Weights.of(architecture, values);
  }
}
