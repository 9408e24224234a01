package dev.gridcast.server.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.experiment.ParameterSpace.Block;
import dev.gridcast.server.experiment.ParameterSpace.Dimension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

@SuppressWarnings(
    "StringConcatToTextBlock") // The tail of a file reads better beside its constant head.
class ParameterSpaceTest {

  private static final Path SOURCE = Path.of("exp.yaml");

  private static Experiment experiment(String rest) throws ExperimentException {
    return ExperimentFile.parse("name: t\ndata: {synthetic: {rows: 400}}\n" + rest, SOURCE);
  }

  private static List<String> values(ParameterSpace space, String parameter) {
    return LongStream.range(0, space.size())
        .mapToObj(i -> String.valueOf(space.decode(i).get(parameter)))
        .toList();
  }

  @Test
  void decimalStepsAreExactAndNeverOvershoot() throws Exception {
    ParameterSpace space =
        experiment("parameters: {learning-rate: {from: 0.1, to: 0.3, step: 0.1}}\n").space();

    assertThat(values(space, "learning-rate")).containsExactly("0.1", "0.2", "0.3");
  }

  @Test
  void aStepThatMissesTheEndStopsBeforeIt() throws Exception {
    ParameterSpace space = experiment("parameters: {units: {from: 5, to: 19, step: 5}}\n").space();

    assertThat(values(space, "units")).containsExactly("5", "10", "15");
  }

  @Test
  void aFactorMultipliesUntilTheEnd() throws Exception {
    ParameterSpace space =
        experiment("parameters: {learning-rate: {from: 0.0001, to: 0.1, factor: 10}}\n").space();

    assertThat(values(space, "learning-rate")).containsExactly("0.0001", "0.001", "0.01", "0.1");
  }

  @Test
  void decodesEveryCombinationOnce() throws Exception {
    ParameterSpace space =
        experiment(
                "parameters: {lags: [2, 5], units: [8, 16, 32], loss: mae}\n"
                    + "features: {close: on, volume: [on, off], rsi-14: [off, on], high: off}\n")
            .space();

    Set<Map<String, String>> cases = new HashSet<>();
    for (long i = 0; i < space.size(); i++) {
      cases.add(space.decode(i));
    }
    assertThat(space.size()).isEqualTo(2 * 3 * 2 * 2);
    assertThat(space.combinations()).isEqualTo(space.size());
    assertThat(cases).hasSize(24);
    assertThat(cases).allMatch(c -> "off".equals(c.get("feature.high")));
    assertThat(cases).allMatch(c -> "5".equals(c.get("lead-rows")));
  }

  @Test
  void aCaseHasEveryParameterOfTheFileContract() throws Exception {
    Map<String, String> parameters =
        experiment("features: {close: on, atr-14: on, hour-of-day: off}\n").space().decode(0);

    assertThat(parameters)
        .containsEntry("experiment", "t")
        .containsEntry("timeframe", "1h")
        .containsEntry("time", "time")
        .containsEntry("labels", "high,low,close")
        .containsEntry("target", "log-return")
        .containsEntry("reference", "close")
        .containsEntry("price-columns", "close")
        .containsEntry("price-difference-columns", "atr-14")
        .containsEntry("feature.close", "on")
        .containsEntry("feature.hour-of-day", "off")
        .containsEntry("lags", "10")
        .containsEntry("lead-rows", "10")
        .containsEntry("model", "lstm")
        .containsEntry("units", "50")
        .containsEntry("batch", "72")
        .containsEntry("epochs", "50")
        .containsEntry("learning-rate", "0.001")
        .containsEntry("loss", "mae")
        .containsEntry("seed", "1")
        .containsEntry("validation-from", "2024-01-11T00:00:00Z")
        .containsEntry("confirmation-from", "2024-01-14T08:00:00Z");
    assertThatThrownBy(() -> parameters.put("lags", "1"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void tenMillionCasesCostNothingUntilTheyAreWanted() throws Exception {
    ParameterSpace space =
        experiment(
                "parameters: {learning-rate: {from: 0.000001, to: 1, step: 0.000001},"
                    + " units: {from: 1, to: 10, step: 1}}\n")
            .space();

    assertThat(space.size()).isEqualTo(10_000_000);
    assertThat(space.decode(9_999_999))
        .containsEntry("units", "10")
        .containsEntry("learning-rate", "1");
    assertThat(space.decode(123_455))
        .containsEntry("units", "1")
        .containsEntry("learning-rate", "0.123456");
  }

  @Test
  void anIndexOutsideIsRefused() throws Exception {
    ParameterSpace space = experiment("").space();

    assertThat(space.size()).isEqualTo(1);
    assertThatThrownBy(() -> space.decode(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> space.caseId(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static final String BIG =
      "parameters: {lags: {from: 1, to: 19, step: 1}, units: {from: 8, to: 104, step: 16},"
          + " learning-rate: {from: 0.001, to: 0.008, factor: 2}, batch: [32, 64]}\n"
          + "features: {close: on, volume: [on, off], high: [on, off]}\n";

  @Test
  void limitedCasesAreDistinctSpreadAndStayWhenTheLimitRises() throws Exception {
    Experiment few = experiment(BIG + "limits: {cases: 100}\n");
    Experiment more = experiment(BIG + "limits: {cases: 200}\n");

    assertThat(few.space().combinations()).isEqualTo(19 * 7 * 4 * 2 * 4);
    assertThat(few.space().size()).isEqualTo(100);
    assertThat(few.describe())
        .contains("cases               4,256 combinations, limited to 100 by limits.cases");
    Set<String> ids = new HashSet<>();
    Map<String, Integer> perUnits = new HashMap<>();
    for (long i = 0; i < 100; i++) {
      ids.add(few.space().caseId(i));
      perUnits.merge(String.valueOf(few.space().decode(i).get("units")), 1, Integer::sum);
      assertThat(more.space().decode(i)).isEqualTo(few.space().decode(i));
    }
    assertThat(ids).hasSize(100);
    assertThat(perUnits).hasSize(7).allSatisfy((units, n) -> assertThat(n).isBetween(10, 19));
    assertThat(more.fingerprint()).isEqualTo(few.fingerprint());
  }

  @Test
  void identityIgnoresTheNameAndFeaturesThatAreOff() throws Exception {
    String id = experiment("features: {close: on}\n").space().caseId(0);

    assertThat(experiment("features: {close: on, rsi-14: off}\n").space().caseId(0)).isEqualTo(id);
    assertThat(
            ExperimentFile.parse(
                    "name: other\ndata: {synthetic: {rows: 400}}\nfeatures: {close: true}\n",
                    SOURCE)
                .space()
                .caseId(0))
        .isEqualTo(id);
    assertThat(experiment("features: {close: on}\nseed: 2\n").space().caseId(0)).isNotEqualTo(id);
    assertThat(experiment("features: {close: on}\nparameters: {units: 51}\n").space().caseId(0))
        .isNotEqualTo(id);
  }

  @Test
  void identityDoesNotDependOnTheOrderInTheFile() throws Exception {
    ParameterSpace one =
        experiment(
                "features: {close: on, sma-5: on, volume: on}\nparameters: {lags: 5, units: 8}\n")
            .space();
    ParameterSpace other =
        experiment(
                "parameters: {units: 8.0, lags: 5}\nfeatures: {volume: on, sma-5: on, close: on}\n")
            .space();

    assertThat(other.caseId(0)).isEqualTo(one.caseId(0));
  }

  @Test
  void widerRangesKeepTheCasesThatWereThere() throws Exception {
    String id = experiment("parameters: {units: 8}\n").space().caseId(0);
    ParameterSpace wider = experiment("parameters: {units: [4, 8], epochs: [50, 60]}\n").space();

    assertThat(LongStream.range(0, wider.size()).mapToObj(wider::caseId)).contains(id);
  }

  @Test
  void aProductBeyondLongIsAnErrorNotAWrap() {
    List<Dimension> dimensions = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      dimensions.add(new Dimension("feature." + i, ValueRange.Listed.of("on", "off")));
    }

    assertThatThrownBy(() -> new Block(dimensions).combinations())
        .isInstanceOf(ArithmeticException.class);
    Block half = new Block(dimensions.subList(0, 62));
    assertThatThrownBy(() -> space(List.of(half, half))).isInstanceOf(ArithmeticException.class);
  }

  private static ParameterSpace space(List<Block> blocks) {
    return new ParameterSpace(
        blocks, chosen -> chosen, chosen -> 0, "sha", Optional.empty(), OptionalLong.empty(), 1);
  }

  /**
   * A product whose parameters have so many values each, told from other products by its number.
   */
  private static Block block(int number, List<Integer> sizes) {
    List<Dimension> dimensions = new ArrayList<>();
    dimensions.add(new Dimension("model", ValueRange.Listed.of("m" + number)));
    for (int i = 0; i < sizes.size(); i++) {
      List<String> values = LongStream.range(0, sizes.get(i)).mapToObj(Long::toString).toList();
      dimensions.add(new Dimension("d" + i, new ValueRange.Listed(values)));
    }
    return new Block(dimensions);
  }

  @Property(tries = 100)
  void everyIndexIsAnotherCaseAndWhatIsAddedBehindLeavesTheFirstAsTheyAre(
      @ForAll @Size(min = 1, max = 4) List<@Size(max = 4) List<@IntRange(min = 1, max = 4) Integer>> products) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < products.size(); i++) {
      blocks.add(block(i, products.get(i)));
    }
    ParameterSpace space = space(blocks);
    ParameterSpace fewer = space(blocks.subList(0, Math.max(1, blocks.size() - 1)));

    long expected =
        products.stream()
            .mapToLong(p -> p.stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b))
            .sum();
    assertThat(space.size()).isEqualTo(space.combinations()).isEqualTo(expected);
    Set<Map<String, String>> cases = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (long i = 0; i < space.size(); i++) {
      Map<String, String> found = space.decode(i);
      cases.add(found);
      ids.add(space.caseId(i));
      assertThat(space.names()).containsAll(found.keySet());
      if (i < fewer.size()) {
        assertThat(fewer.decode(i)).isEqualTo(found);
      }
    }
    assertThat(cases).hasSize((int) expected);
    assertThat(ids).hasSize((int) expected);
    assertThat(fewer.fingerprint().equals(space.fingerprint())).isEqualTo(blocks.size() == 1);
  }

  @Test
  void parametersVaryAmongTheCasesThatHaveThem() throws Exception {
    ParameterSpace space =
        experiment(
                """
                parameters: {lags: [5, 10], epochs: 3, batch: 32}
                models:
                  - {model: lstm, units: 8}
                  - {model: gru, units: 16, batch: 64}
                  - {model: linear, ridge: 1}
                  - {model: persistence}
                """)
            .space();

    assertThat(space.size()).isEqualTo(2 + 2 + 2 + 1);
    assertThat(space.varyingNames()).containsExactly("lags", "model", "units", "batch");
    assertThat(space.names())
        .containsSubsequence(
            "lags", "lead-rows", "scaler", "model", "units", "ridge", "optimizer", "learning-rate")
        .doesNotHaveDuplicates();
    assertThat(space.decode(6))
        .containsEntry("model", "persistence")
        .containsEntry("lead-rows", "10")
        .doesNotContainKeys("lags", "units", "epochs", "seed", "engine", "feature.close");
    assertThat(space.decode(4)).containsEntry("ridge", "1").doesNotContainKey("units");
  }

  @Property(tries = 100)
  void aLimitedSearchNeverRunsACombinationTwice(
      @ForAll @LongRange(min = 1, max = 3_000) long combinations, @ForAll long seed) {
    CaseSampling sampling = CaseSampling.of(combinations, seed);

    assertThat(LongStream.range(0, combinations).map(sampling::combination).distinct().count())
        .isEqualTo(combinations);
    assertThat(LongStream.range(0, combinations).map(sampling::combination))
        .allMatch(c -> c >= 0 && c < combinations);
  }

  @Test
  void aLimitedSearchWorksOnTheLargestProduct() {
    CaseSampling sampling = CaseSampling.of(Long.MAX_VALUE, 1);

    assertThat(LongStream.range(0, 1_000).map(sampling::combination).distinct().count())
        .isEqualTo(1_000);
  }
}
