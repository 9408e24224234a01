package dev.gridcast.trainer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.LabelMetrics;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultFileTest {

  private static final String HASH = "0123456789abcdef".repeat(4);

  private static ResultFile.Trained trained() {
    Metrics model = metrics(801.5, Map.of(Metric.DIRECTIONAL_ACCURACY, 0.51));
    Metrics persistence = metrics(803.68, Map.of());
    return new ResultFile.Trained(
        List.of("high", "close"),
        new Evaluation(
            1700,
            model,
            Map.of(
                Baseline.PERSISTENCE,
                persistence,
                Baseline.LINEAR,
                metrics(802.25, Map.of(Metric.SMAPE, 199.5)))),
        6000,
        List.of(
            new CandleForecast(Instant.parse("2026-01-01T00:00:00Z"), values(9.5e4, 9.4e4)),
            new CandleForecast(Instant.parse("2026-01-01T04:00:00Z"), values(9.6e4, 9.5e4))),
        2,
        3,
        5,
        12.345,
        3,
        List.of(
            ResultFile.EpochRecord.of(1, 0.1, 810, 0.01),
            ResultFile.EpochRecord.of(2, 0.05, 801.5, 0.01),
            ResultFile.EpochRecord.of(3, 0.04, 802.5, 0.005)),
        List.of("the last row was there twice", "2 rows had no price"),
        new Provenance(
            "0.1.0",
            "dl4j",
            "1.0.0-M2.1 linux-x86_64",
            HASH,
            HASH,
            HASH,
            -42,
            "17.0.15 Debian",
            "Linux 6.1",
            "amd64",
            "Some CPU @ 2 GHz",
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2026-01-01T00:00:12.345Z")));
  }

  private static Metrics metrics(double rmse, Map<Metric, Double> more) {
    Map<String, LabelMetrics> perLabel = new LinkedHashMap<>();
    perLabel.put("high", label(rmse, 500.25, Map.of(Metric.MAPE, 1.25, Metric.R2, -0.5)));
    perLabel.put("close", label(rmse, 499, Map.of()));
    Map<Metric, Double> pooled = new HashMap<>(more);
    pooled.put(Metric.RMSE, rmse);
    return new Metrics(pooled, perLabel);
  }

  private static LabelMetrics label(double rmse, double mae, Map<Metric, Double> more) {
    Map<Metric, Double> figures = new HashMap<>(more);
    figures.put(Metric.RMSE, rmse);
    figures.put(Metric.MAE, mae);
    return new LabelMetrics(figures);
  }

  private static Map<String, Double> values(double high, double close) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("high", high);
    values.put("close", close);
    return values;
  }

  @Test
  void readsBackEverythingThatItWrites() throws ResultFileException {
    assertThat(ResultFile.parse(trained().toJson())).isEqualTo(trained());
    ResultFile failed = new ResultFile.Failed("diverged", "the training loss is NaN");
    assertThat(ResultFile.parse(failed.toJson())).isEqualTo(failed);
    assertThat(new String(failed.toJson(), StandardCharsets.UTF_8))
        .contains("\"status\" : \"failed\"", "\"kind\" : \"diverged\"");
  }

  @Test
  void refusesEveryFieldLeftOutMisspeltOrOfAnotherKind() {
    String json = json();
    Matcher field = Pattern.compile("\"(\\w+)\" : ").matcher(json);
    int optional = 0;
    while (field.find()) {
      String name = field.group(1);
      String misspelt = json.substring(0, field.start(1)) + "x" + json.substring(field.start(1));
      assertThatThrownBy(() -> ResultFile.parse(bytes(misspelt)))
          .as("misspelt: " + name)
          .isInstanceOf(ResultFileException.class);
      String nothing =
          json.substring(0, field.end()) + "null, \"x\" : " + json.substring(field.end());
      assertThatThrownBy(() -> ResultFile.parse(bytes(nothing)))
          .as("null: " + name)
          .isInstanceOf(ResultFileException.class);
      optional++;
    }
    assertThat(optional).isGreaterThan(50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"format\" : 2 | \"format\" : 1 | format must be",
        "\"trained\" | \"done\" | status must be trained or failed",
        "801.5 | 1e999 | rmse must be a number",
        "801.5 | -1 | rmse must be a number",
        "801.5 | \"801.5\" | rmse must be a number",
        "801.5 | NaN | is not JSON",
        "0.51 | 1.01 | directionalAccuracy must be a number from 0 to 1",
        "\"samples\" : 1700 | \"samples\" : 0 | validation.samples must be",
        "\"samples\" : 1700 | \"samples\" : 1e3 | validation.samples must be",
        "\"samples\" : 1700 | \"samples\" : 99999999999 | validation.samples must be",
        "\"bestEpoch\" : 2 | \"bestEpoch\" : 4 | bestEpoch must be",
        "\"bestEpoch\" : 2 | \"bestEpoch\" : 0 | bestEpoch must be",
        "\"epochs\" : 3 | \"epochs\" : 4 | history.trainingLoss must be a list of exactly 4",
        "\"epochs\" : 3 | \"epochs\" : 6 | epochs must be",
        "\"epochs\" : 3 | \"epochs\" : 0 | epochs must be",
        "\"epochsPlanned\" : 5 | \"epochsPlanned\" : 3 | stoppedEarly must say",
        "\"stoppedEarly\" : true | \"stoppedEarly\" : \"yes\" | stoppedEarly must be true or false",
        "[ 0.1, 0.05, 0.04 ] | [ 0.1, 0.05 ] | history.trainingLoss must be a list of exactly 3",
        "[ 0.1, 0.05, 0.04 ] | [ 0.1, 0.05, null ] | history.trainingLoss must be numbers",
        "[ 0.1, 0.05, 0.04 ] | [ 0.1, 0.05, -1 ] | history.trainingLoss must be numbers",
        "[ 0.1, 0.05, 0.04 ] | [ 0.1, 0.05, 1e999 ] | history.trainingLoss must be numbers",
        "\"linear\" : { | \"deep\" : { | unknown field",
        "the last row was there twice | `` | notes must be one line of text",
        "[ \"high\", \"close\" ] | [ \"high\", \"low\" ] | must have exactly the labels",
        "[ \"high\", \"close\" ] | [ \"high\", \"high\" ] | different names",
        "[ \"high\", \"close\" ] | [ ] | different names",
        "[ \"high\", \"close\" ] | [ 1, 2 ] | one line of text",
        "[ \"high\", \"close\" ] | \"close\" | must be a list",
        "0123456789abcdef0 | 0123456789ABCDEF0 | SHA-256",
        "2026-01-01T00:00:00Z | yesterday | a time like",
        "\"seed\" : -42 | \"seed\" : 0.5 | provenance.seed must be",
        "\"seed\" : -42 | \"seed\" : -42, \"seed\" : 1 | Duplicate field",
        "\"seed\" : -42 | \"seed\" : -42, \"password\" : 1 | unknown field",
        "Linux 6.1 | Linux\\u0000 | one line of text"
      })
  void saysWhatIsWrong(String part, String replacement, String message) {
    String changed =
        json().replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(replacement));
    assertThat(changed).isNotEqualTo(json());
    assertThatThrownBy(() -> ResultFile.parse(bytes(changed)))
        .isInstanceOf(ResultFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesWhatIsTooLargeOrTooDeep() {
    assertThatThrownBy(() -> ResultFile.parse(new byte[ResultFile.MAX_BYTES + 1]))
        .hasMessageContaining("at most");
    assertThatThrownBy(() -> ResultFile.parse(bytes("[".repeat(100_000))))
        .isInstanceOf(ResultFileException.class);
    String longText = "x".repeat(3_000);
    assertThatThrownBy(() -> ResultFile.parse(new ResultFile.Failed("diverged", longText).toJson()))
        .hasMessageContaining("at most 2000 characters");
  }

  @Property(tries = 1_000)
  void changedBytesAreReadOrRefusedWithAReason(
      @ForAll @Size(min = 1, max = 3) int[] places, @ForAll byte change) {
    byte[] json = trained().toJson();
    for (int place : places) {
      json[Math.floorMod(place, json.length)] ^= change;
    }
    try {
      assertThat(ResultFile.parse(json)).isNotNull();
    } catch (ResultFileException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(5_000);
    }
  }

  private static String json() {
    return new String(trained().toJson(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
