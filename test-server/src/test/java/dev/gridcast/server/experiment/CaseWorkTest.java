package dev.gridcast.server.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The work of a case grows with all that makes a training longer, and with nothing else. */
class CaseWorkTest {

  /** What every training costs. */
  private static final double CASE = 10_000;

  private static final String HEAD =
      "name: t\nfeatures: {close: on, high: on, low: on}\nmodels:\n  - {model: ";

  @ParameterizedTest
  @CsvSource({
    "lstm, units, 8, 16",
    "lstm, layers, 1, 2",
    "lstm, lags, 10, 20",
    "lstm, epochs, 10, 20",
    "gru, units, 8, 16",
    "gru, layers, 1, 2",
    "gru, lags, 10, 20",
    "gru, epochs, 10, 20",
    "dnn, units, 8, 16",
    "dnn, layers, 1, 2",
    "dnn, lags, 10, 20",
    "dnn, epochs, 10, 20",
    "cnn, filters, 8, 16",
    "cnn, layers, 1, 2",
    "cnn, lags, 10, 20",
    "cnn, epochs, 10, 20",
    "cdnn, filters, 8, 16",
    "cdnn, units, 8, 16",
    "cdnn, layers, 1, 2",
    "cdnn, lags, 10, 20",
    "cdnn, epochs, 10, 20",
    "clstm, filters, 8, 16",
    "clstm, units, 8, 16",
    "clstm, layers, 1, 2",
    "clstm, lags, 10, 20",
    "clstm, epochs, 10, 20",
    "transformer, width, 16, 32",
    "transformer, feed-forward, 32, 64",
    "transformer, layers, 1, 2",
    "transformer, lags, 10, 20",
    "transformer, epochs, 10, 20",
    "linear, lags, 10, 20"
  })
  void moreOfItIsMoreWork(String model, String parameter, int less, int more) throws Exception {
    double small = work(model, parameter, less);
    double large = work(model, parameter, more);

    assertThat(small).isPositive().isFinite();
    assertThat(large).isGreaterThan(small);
    if (parameter.equals("epochs")) {
      assertThat(large).as("twice the epochs").isCloseTo(2 * small - CASE, within(1e-9 * large));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"persistence", "seasonal-naive"})
  void whatIsNotTrainedIsNoWork(String model) throws Exception {
    assertThat(space("name: t\nparameters: {model: " + model + "}\n", 400).work(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru", "dnn", "cnn", "cdnn", "clstm", "transformer", "linear"})
  void moreRowsAndMoreFeaturesAreMoreWork(String model) throws Exception {
    String yaml = HEAD + model + "}\n";
    double work = space(yaml, 400).work(0);

    assertThat(space(yaml, 800).work(0)).isGreaterThan(work);
    assertThat(space(yaml.replace("low: on", "low: off"), 400).work(0)).isLessThan(work);
  }

  /** Counted by hand: 10 steps of 4 x 50 x (5 + 50), and 50 x 3; 24 for each gate and output. */
  @Test
  void anLstmIsItsMatricesAndItsGates() throws Exception {
    ParameterSpace space =
        space(
            """
            name: t
            features: {open: on, high: on, low: on, close: on, volume: on}
            parameters: {model: lstm, units: 50, lags: 10, epochs: 7}
            """,
            1_000);
    double window = 10 * (4 * 50 * 55 + 24 * 250) + 150 + 24 * 3 + 8_000;

    // 600 training and 200 validation rows, of which 10 are input only.
    assertThat(space.work(0)).isCloseTo(CASE + 7 * (3 * 590 + 190) * window / 1e6, within(1e-9));
  }

  @Test
  void whatOnlyTheSlowerEngineTrainsIsMoreWork() throws Exception {
    double any = space(HEAD + "lstm}\n", 400).work(0);

    assertThat(space("engine: vector\n" + HEAD + "lstm}\n", 400).work(0)).isEqualTo(any);
    assertThat(space("engine: dl4j\n" + HEAD + "lstm}\n", 400).work(0))
        .isCloseTo(15 * (any - CASE) + CASE, within(1e-6));
    assertThat(space(HEAD + "cnn}\n", 400).work(0))
        .as("vector has no convolutions")
        .isEqualTo(space("engine: dl4j\n" + HEAD + "cnn}\n", 400).work(0));
  }

  @Test
  void everyCaseOfAnExperimentHasItsOwnWork() throws Exception {
    ParameterSpace space = space(HEAD + "lstm, units: [8, 64]}\n  - {model: persistence}\n", 400);

    assertThat(space.work(1)).isGreaterThan(space.work(0));
    assertThat(space.work(2)).isZero();
  }

  private static double work(String model, String parameter, int value) throws Exception {
    return space(String.format(Locale.ROOT, "%s%s, %s: %d}\n", HEAD, model, parameter, value), 400)
        .work(0);
  }

  private static ParameterSpace space(String yaml, int rows) throws Exception {
    return ExperimentFile.parse(
            yaml + "data: {synthetic: {rows: " + rows + "}}\n", Path.of("exp.yaml"))
        .space();
  }
}
