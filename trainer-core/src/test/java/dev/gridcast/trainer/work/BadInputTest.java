package dev.gridcast.trainer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.SafetensorsException;
import dev.gridcast.trainer.network.Template;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field of both files, wrong in every way, ends in a reason that names it. */
class BadInputTest {

  private static final EngineSource NONE =
      (choice, network) -> {
        throw new AssertionError("the engine was opened");
      };

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  /** Each parameter, and values that it must refuse, in a case to which it means something. */
  static Stream<Arguments> parameters() {
    List<Arguments> all = new ArrayList<>();
    for (SearchParameter parameter : SearchParameter.values()) {
      List<String> bad = new ArrayList<>(List.of("", "?", "1 2"));
      if (parameter.number()) {
        bad.addAll(List.of("NaN", "Infinity", "-Infinity", "1e999", "1,5", "--1", "0x10"));
        bad.add(parameter.least().subtract(java.math.BigDecimal.ONE).toPlainString());
        bad.add(parameter.most().add(java.math.BigDecimal.ONE).toPlainString());
      }
      bad.forEach(value -> all.add(Arguments.of(parameter.key(), value)));
    }
    Map<String, List<String>> others = new LinkedHashMap<>();
    others.put("experiment", List.of("", " x", "x ", "x".repeat(257)));
    others.put("asset", List.of("", "\t"));
    others.put("timeframe", List.of("", "1", "0h", "1y", "-1h", "h", "1.5h", "99999999h"));
    others.put("time", List.of("", " "));
    others.put("labels", List.of("", ",", "close,", "close,close", "colse"));
    others.put("horizon", List.of("", "0", "97", "-1", "1.5", "NaN", "many"));
    others.put("target", List.of("", "returns", "PRICE"));
    others.put("reference", List.of("", "colse"));
    others.put("price-columns", List.of("close,,open", "colse"));
    others.put("price-difference-columns", List.of("close,,open", "colse"));
    others.put("lead-rows", List.of("", "0", "5", "10001", "NaN"));
    others.put("engine", List.of("", "cuda", "VECTOR"));
    others.put("seed", List.of("", "1.5", "NaN", "9223372036854775808"));
    others.put("validation-from", List.of("", "2017-07-20", "yesterday", "2017-07-20T00:00:00"));
    others.put("confirmation-from", List.of("", "2017-07-20", "NaN"));
    others.put("training-percent", List.of("", "0", "100", "50.5", "NaN"));
    others.put("feature.close", List.of("", "yes", "ON", "1"));
    others.put("feature.colse", List.of("on"));
    others.forEach((name, bad) -> bad.forEach(value -> all.add(Arguments.of(name, value))));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void aParameterOutOfItsRangeIsNamed(String name, String value) throws Exception {
    Map<String, String> texts = TestCases.texts();
    SearchParameter.of(name)
        .ifPresent(
            parameter -> {
              Template model =
                  Stream.of(Template.values())
                      .filter(parameter::appliesTo)
                      .findFirst()
                      .orElseThrow();
              texts.put("model", model.key());
              texts.keySet().removeIf(key -> !CaseParameters.applies(key, model));
              parameter.governor().ifPresent(g -> texts.put(g.key(), parameter.governing()));
            });
    texts.put(name, value);
    assertFails(texts, series("close", "101.5"), "bad-parameters", "parameter \"" + name + "\"");
  }

  static Stream<String> written() {
    return CaseParameters.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("written")
  void aMisspeltParameterIsToldItsName(String name) throws Exception {
    Map<String, String> texts = TestCases.texts();
    texts.put(name.substring(1), "1");
    assertFails(
        texts,
        series("close", "101.5"),
        "bad-parameters",
        "unknown parameter \"" + name.substring(1) + "\"; did you mean \"" + name + "\"?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels", "lags", "epochs"})
  void aMissingParameterIsNamed(String name) throws Exception {
    Map<String, String> texts = TestCases.texts();
    texts.remove(name);
    assertFails(
        texts, series("close", "101.5"), "bad-parameters", "parameter \"" + name + "\" is missing");
  }

  static Stream<Arguments> cells() {
    List<Arguments> all = new ArrayList<>();
    for (String column : List.of("open", "high", "low", "close", "volume")) {
      for (String value :
          List.of("", " ", "NaN", "nan", "Infinity", "-Infinity", "1e999", "1,5", "x", "0x1p3")) {
        all.add(Arguments.of(column, value));
      }
    }
    for (String value : List.of("", "NaN", "yesterday", "2017-07-20T05:00:00", "1e400", "-")) {
      all.add(Arguments.of("time", value));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aCellThatIsNoNumberIsNamedByItsLineAndColumn(String column, String value) throws Exception {
    assertFails(TestCases.texts(), series(column, value), "bad-series", "time-series.csv:7");
    assertThat(reason()).contains(column);
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "high", "low", "close", "time"})
  void aColumnThatIsMissingOrMisspeltIsNamed(String column) throws Exception {
    for (String header : List.of(column + "x", "other")) {
      String csv = series("close", "101.5").replaceFirst("\\b" + column + "\\b", header);
      String kind = column.equals("time") ? "bad-series" : "bad-parameters";
      Map<String, String> texts = TestCases.texts();
      texts.put("feature.low", "on");
      assertFails(texts, csv, kind, "\"" + column + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5"})
  void aPriceThatHasNoLogarithmIsNamed(String price) throws Exception {
    assertFails(TestCases.texts(), series("close", price), "no-samples", "close");
  }

  @ParameterizedTest
  @EnumSource(
      value = Template.class,
      names = {"LSTM", "GRU", "DNN", "CNN", "CDNN", "CLSTM", "TRANSFORMER", "LINEAR"})
  void aTruncatedModelOrOneOfAnotherNetworkIsRefused(Template template) throws Exception {
    Architecture network = template.architecture(Map.of(), 2, 12, 3);
    byte[] model = Safetensors.write(InitialWeights.of(network, 1));
    assertThat(Safetensors.read(model, network).tensors()).isNotEmpty();
    for (int length : new int[] {0, 7, 8, 100, model.length / 2, model.length - 1}) {
      assertThatThrownBy(() -> Safetensors.read(Arrays.copyOf(model, length), network))
          .as(length + " bytes")
          .isInstanceOf(SafetensorsException.class);
    }
    for (Template other : Template.values()) {
      Architecture another = other.architecture(Map.of(), 2, 12, 3);
      if (other != template) {
        assertThatThrownBy(() -> Safetensors.read(model, another))
            .as("read as " + other)
            .isInstanceOf(SafetensorsException.class);
      }
    }
    Architecture wider = template.architecture(Map.of(), 3, 12, 3);
    assertThatThrownBy(() -> Safetensors.read(model, wider))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("shape must be");
  }

  /** A hundred rows, of which line 7 has this cell. */
  private static String series(String column, String cell) {
    List<String> columns = List.of("time", "open", "high", "low", "close", "volume");
    StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
    for (int row = 0; row < 100; row++) {
      List<String> cells = new ArrayList<>();
      for (String each : columns) {
        String usual =
            each.equals("time")
                ? String.valueOf(1_500_001_200_000L + row * 3_600_000L)
                : String.valueOf(100 + row % 7);
        cells.add(row == 5 && each.equals(column) ? "\"" + cell + "\"" : usual);
      }
      csv.append(String.join(",", cells)).append('\n');
    }
    return csv.toString();
  }

  private void assertFails(Map<String, String> texts, String csv, String kind, String words)
      throws Exception {
    WorkFolder folder = WorkFolder.of(directory);
    Files.write(folder.parameters(), ParametersCsv.format(texts));
    Files.write(folder.series(), csv.getBytes(StandardCharsets.UTF_8));
    FolderTraining training =
        new FolderTraining(
            folder,
            NONE,
            List.of(),
            Optional.empty(),
            InstantSource.system(),
            epoch -> {},
            line -> {});
    assertThatThrownBy(training::run).isInstanceOf(TrainingException.class);
    ResultFile result = ResultFile.parse(Files.readAllBytes(folder.result()));
    assertThat(result).isInstanceOf(ResultFile.Failed.class);
    assertThat(((ResultFile.Failed) result).kind()).isEqualTo(kind);
    assertThat(reason()).contains(words);
    assertThat(folder.model()).doesNotExist();
    assertThat(folder.modelCard()).doesNotExist();
  }

  private String reason() throws Exception {
    ResultFile result = ResultFile.parse(Files.readAllBytes(WorkFolder.of(directory).result()));
    return ((ResultFile.Failed) result).reason();
  }
}
