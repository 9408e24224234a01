package dev.gridcast.trainer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.sample.TargetMode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseParametersTest {

  private static final Map<String, String> LEAST = least();

  private static Map<String, String> least() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("labels", "close");
    texts.put("feature.close", "on");
    texts.put("lags", "5");
    texts.put("units", "16");
    texts.put("epochs", "3");
    return Collections.unmodifiableMap(texts);
  }

  @Test
  void fillsInTheDefaultsOfTheContract() throws ParametersException {
    CaseParameters parameters = CaseParameters.of(LEAST);
    assertThat(parameters.time()).isEqualTo("time");
    assertThat(parameters.target()).isEqualTo(TargetMode.LOG_RETURN);
    assertThat(parameters.reference()).contains("close");
    assertThat(parameters.leadRows()).isEqualTo(5);
    assertThat(parameters.batch()).isEqualTo(72);
    assertThat(parameters.learningRate()).isEqualTo(0.001);
    assertThat(parameters.loss()).isEqualTo(Loss.MAE);
    assertThat(parameters.trainingPercent()).isEqualTo(80);
    assertThat(parameters.timeframe()).isEmpty();
    assertThat(CaseParameters.of(with("target", "price")).reference()).isEmpty();
  }

  @Test
  void writesTheSameTextForTheSameCase() throws ParametersException {
    Map<String, String> other = new LinkedHashMap<>();
    List.of("epochs", "units", "lags", "feature.close", "labels")
        .forEach(name -> other.put(name, LEAST.getOrDefault(name, "")));
    other.put("learning-rate", "1.0E-3");
    other.put("batch", "+72");
    assertThat(CaseParameters.of(other)).isEqualTo(CaseParameters.of(LEAST));
    assertThat(new String(CaseParameters.of(other).toCsv(), StandardCharsets.UTF_8))
        .isEqualTo(
            String.join(
                "\r\n",
                List.of(
                    "parameter,value",
                    "time,time",
                    "labels,close",
                    "target,log-return",
                    "reference,close",
                    "lags,5",
                    "lead-rows,5",
                    "model,lstm",
                    "units,16",
                    "batch,72",
                    "epochs,3",
                    "learning-rate,0.001",
                    "loss,mae",
                    "seed,1",
                    "training-percent,80",
                    "feature.close,on",
                    "")));
  }

  @Test
  void readsBackEverythingThatItWrites() throws ParametersException {
    Map<String, String> texts = new LinkedHashMap<>(LEAST);
    texts.put("experiment", "demo, \"quoted\"");
    texts.put("asset", "BTC-USD");
    texts.put("timeframe", "4h");
    texts.put("labels", "high, low,close");
    texts.put("target", "price");
    texts.put("reference", "close");
    texts.put("price-columns", "high,low,close,sma-20");
    texts.put("price-difference-columns", "atr-14");
    texts.put("feature.sma-20", "off");
    texts.put("lead-rows", "15");
    texts.put("learning-rate", "0.0000123");
    texts.put("seed", "-9223372036854775808");
    texts.put("validation-from", "2020-01-01T00:00:00Z");
    texts.put("confirmation-from", "2021-01-01T00:00:00Z");
    CaseParameters parameters = CaseParameters.of(texts);
    assertThat(CaseParameters.parse(parameters.toCsv(), "p.csv")).isEqualTo(parameters);
    assertThat(parameters.toMap())
        .containsEntry("labels", "high,low,close")
        .containsEntry("learning-rate", "0.0000123")
        .doesNotContainKey("training-percent");
    assertThat(parameters.published().toMap())
        .doesNotContainKey("confirmation-from")
        .hasSize(parameters.toMap().size() - 1);
    assertThat(parameters.featuresOn()).containsExactly("close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels", "lags", "units", "epochs"})
  void saysWhichParameterIsMissing(String name) {
    Map<String, String> texts = new LinkedHashMap<>(LEAST);
    texts.remove(name);
    assertThatThrownBy(() -> CaseParameters.of(texts))
        .isInstanceOf(ParametersException.class)
        .hasMessageStartingWith("parameter \"" + name + "\" is missing; it must be ");
  }

  @Test
  void saysWhichNameWasMeantForEveryName() {
    for (String name : CaseParameters.NAMES) {
      String misspelt = name.substring(0, name.length() - 1) + "x";
      assertThatThrownBy(() -> CaseParameters.of(with(misspelt, "1")))
          .hasMessage("unknown parameter \"" + misspelt + "\"; did you mean \"" + name + "\"?");
    }
    assertThatThrownBy(() -> CaseParameters.of(with("feature.", "on")))
        .hasMessageStartingWith("unknown parameter \"feature.\"");
  }

  @Test
  void needsAFeature() {
    assertThatThrownBy(() -> CaseParameters.of(with("feature.close", "off")))
        .hasMessageContaining("no feature is on");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lags | 0 | a whole number from 1 to 10000",
        "lags | 1.5 | a whole number",
        "lags | '' | a whole number",
        "lags | five | a whole number",
        "lags | ' 5' | a whole number",
        "lags | 99999999999999999999 | a whole number",
        "lead-rows | 4 | a whole number from 5 to",
        "units | 4097 | a whole number from 1 to 4096",
        "units | 0x10 | a whole number",
        "epochs | 10001 | a whole number from 1 to 10000",
        "batch | 0 | a whole number",
        "seed | 9223372036854775808 | a whole number",
        "learning-rate | 0 | a number above 0",
        "learning-rate | -0.1 | a number above 0",
        "learning-rate | 11 | a number above 0 and at most 10",
        "learning-rate | NaN | a number above 0",
        "learning-rate | Infinity | a number above 0",
        "learning-rate | '0,001' | a number above 0",
        "learning-rate | 0.1f | a number above 0",
        "learning-rate | 1e-999 | a number above 0",
        "model | gru | one of [lstm]",
        "model | LSTM | one of [lstm]",
        "loss | rmse | one of [mae, mse, huber]",
        "target | returns | one of [log-return, price]",
        "feature.rsi-14 | yes | on or off",
        "labels | 'close,' | none of them empty",
        "labels | 'close,close' | each name once",
        "price-columns | 'a,,b' | none of them empty",
        "time | ' ' | a text",
        "timeframe | 4 hours | is not a timeframe",
        "training-percent | 100 | a whole number from 1 to 99",
        "validation-from | 2020-01-01 | a time like",
      })
  void saysWhatAValueMustBe(String name, String value, String rule) {
    assertThatThrownBy(() -> CaseParameters.of(with(name, value)))
        .isInstanceOf(ParametersException.class)
        .hasMessageStartingWith("parameter \"" + name + "\"")
        .hasMessageContaining(rule)
        .hasMessageContaining(value.strip());
  }

  @Test
  void refusesTwoWordsOnWhereValidationBegins() {
    Map<String, String> both = with("training-percent", "70");
    both.put("validation-from", "2020-01-01T00:00:00Z");
    assertThatThrownBy(() -> CaseParameters.of(both)).hasMessageContaining("give one of them");
    Map<String, String> late = with("validation-from", "2020-01-01T00:00:00Z");
    late.put("confirmation-from", "2020-01-01T00:00:00Z");
    assertThatThrownBy(() -> CaseParameters.of(late)).hasMessageContaining("must be before");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | p.csv: is empty",
        "name,value | p.csv:1: the header must be",
        "parameter,value;lags,5;lags,6 | p.csv:3: parameter \"lags\" comes twice",
        "parameter,value;lags,5,6 | p.csv:2: a row has 2 fields, not 3",
        "parameter,value;lags | p.csv:2: a row has 2 fields, not 1",
        "parameter,value;lags,\"5 | p.csv: is not CSV",
        "parameter,value;lag,5 | did you mean \"lags\"?"
      })
  void saysWhereAFileIsWrong(String lines, String message) {
    byte[] csv = lines.replace(";", "\r\n").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> CaseParameters.parse(csv, "p.csv"))
        .isInstanceOf(ParametersException.class)
        .hasMessageStartingWith("p.csv")
        .hasMessageContaining(message);
  }

  @Test
  void refusesFilesThatAreNoText() {
    assertThatThrownBy(() -> CaseParameters.parse(new byte[] {(byte) 0xff}, "p.csv"))
        .hasMessage("p.csv: is not UTF-8 text");
    assertThatThrownBy(() -> CaseParameters.parse(new byte[2 << 20], "p.csv"))
        .hasMessageContaining("at most 1048576 are read");
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> texts = new LinkedHashMap<>(LEAST);
    texts.put(name, value);
    return texts;
  }
}
