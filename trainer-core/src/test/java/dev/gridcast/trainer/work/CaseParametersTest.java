package dev.gridcast.trainer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.Optimizer;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.sample.ScalerKind;
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
    assertThat(parameters.horizon()).isEqualTo(1);
    assertThat(parameters.scaler()).isEqualTo(ScalerKind.MINMAX);
    assertThat(parameters.model()).isEqualTo(Template.LSTM);
    assertThat(parameters.engine()).isEqualTo(EngineChoice.AUTO);
    assertThat(parameters.shape())
        .isEqualTo(
            Map.of(
                TemplateParameter.UNITS, 50.0,
                TemplateParameter.LAYERS, 1.0,
                TemplateParameter.DROPOUT, 0.0));
    assertThat(parameters.plan())
        .isEqualTo(
            new TrainingPlan(
                Optimizer.ADAM, 0.001, new Schedule.Constant(), 72, 3, 0, 0, Loss.MAE, 1));
    assertThat(parameters.trainingPercent()).isEqualTo(80);
    assertThat(parameters.timeframe()).isEmpty();
    assertThat(CaseParameters.of(with("target", "price")).reference()).isEmpty();
  }

  @Test
  void writesTheSameTextForTheSameCase() throws ParametersException {
    Map<String, String> other = new LinkedHashMap<>();
    List.of("epochs", "lags", "feature.close", "labels")
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
                    "horizon,1",
                    "target,log-return",
                    "reference,close",
                    "lags,5",
                    "lead-rows,5",
                    "scaler,minmax",
                    "model,lstm",
                    "units,50",
                    "layers,1",
                    "dropout,0",
                    "optimizer,adam",
                    "learning-rate,0.001",
                    "schedule,constant",
                    "batch,72",
                    "epochs,3",
                    "patience,0",
                    "clip,0",
                    "loss,mae",
                    "engine,auto",
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
  @ValueSource(strings = {"labels", "lags", "epochs"})
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
        "learning-rate | 0 | a number from 0.00000001 to 10",
        "learning-rate | '0,001' | a number from",
        "learning-rate | 0.1f | a number from",
        "learning-rate | 1e-999 | a number from",
        "model | LSTM | one of [lstm, gru, dnn, cnn, ",
        "horizon | 97 | a whole number from 1 to 96",
        "engine | cuda | one of [auto, dl4j, vector]",
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

  @Test
  void aNaiveModelHasNoInputsAndNothingToFit() throws ParametersException {
    CaseParameters naive =
        CaseParameters.of(
            Map.of("labels", "close,high", "model", "seasonal-naive", "timeframe", "4h"));
    assertThat(naive.toMap())
        .isEqualTo(
            Map.of(
                "timeframe", "4h",
                "time", "time",
                "labels", "close,high",
                "horizon", "1",
                "target", "log-return",
                "reference", "close",
                "lead-rows", "6",
                "model", "seasonal-naive",
                "season", "6",
                "training-percent", "80"));
    assertThat(CaseParameters.of(naive.toMap())).isEqualTo(naive);
    assertThat(naive.architecture(0).parameters()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1h, 24", "4h, 6", "30s, 2880", "1d, 7", "2d, 7", "1w, 7"})
  void aSeasonIsADayOrSevenRows(String timeframe, String season) throws ParametersException {
    Map<String, String> texts =
        Map.of("labels", "close", "model", "seasonal-naive", "timeframe", timeframe);
    assertThat(CaseParameters.of(texts).toMap()).containsEntry("season", season);
  }

  @Test
  void aSeasonThatNothingTellsMustBeSaid() {
    assertThatThrownBy(
            () -> CaseParameters.of(Map.of("labels", "close", "model", "seasonal-naive")))
        .hasMessageStartingWith("parameter \"season\" is missing")
        .hasMessageContaining("\"timeframe\" is missing, too");
    assertThatThrownBy(
            () ->
                CaseParameters.of(
                    Map.of("labels", "close", "model", "seasonal-naive", "timeframe", "5h")))
        .hasMessageContaining("a day is no whole number of rows of 5h");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear | units=5 | the model \"linear\"; leave it out; its own parameters are [ridge]",
        "linear | epochs=5 | the model \"linear\"; leave it out",
        "linear | engine=vector | the model \"linear\"; leave it out",
        "linear | seed=5 | the model \"linear\"; leave it out",
        "lstm | kernel=5 | its own parameters are [units, layers, dropout]",
        "persistence | season=5 | the model \"persistence\"; leave it out; it has no parameters",
        "persistence | lags=5 | the model \"persistence\"",
        "persistence | scaler=none | the model \"persistence\"",
        "persistence | price-columns=close | the model \"persistence\"",
        "persistence | feature.close=off | the model \"persistence\"",
        "lstm | decay-rate=0.1 | where \"schedule\" is \"constant\" and not \"inverse-time\"",
        "lstm | schedule=plateau;decay-steps=1 | is \"plateau\" and not \"inverse-time\"",
        "lstm | plateau-factor=0.1 | is \"constant\" and not \"plateau\"",
        "lstm | huber-delta=2 | where \"loss\" is \"mae\" and not \"huber\"",
      })
  void refusesWhatMeansNothingToTheCase(String model, String written, String words) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("labels", "close");
    texts.put("model", model);
    if (!model.equals("persistence")) {
      texts.put("feature.close", "on");
      texts.put("lags", "5");
    }
    if (model.equals("lstm")) {
      texts.put("epochs", "5");
    }
    for (String one : written.split(";", -1)) {
      texts.put(one.split("=", -1)[0], one.split("=", -1)[1]);
    }
    assertThatThrownBy(() -> CaseParameters.of(texts))
        .isInstanceOf(ParametersException.class)
        .hasMessageContaining("means nothing")
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model=cnn;kernel=6 | \"lags\" 5, \"filters\" 32, \"layers\" 1, \"kernel\" 6,",
        "model=cnn;kernel=6 | a convolution of kernel 6 cannot take the 5 steps",
        "model=cnn;kernel=2;pool=2;layers=2 | a convolution of kernel 3 cannot take the 2 steps",
        "model=clstm;kernel=3;pool=4 | a pool of 4 cannot take the 3 steps",
        "model=transformer;width=30 | width must be a multiple of heads: 30 is none of 4",
        "units=4000;layers=2 | more than 16777216",
        "labels=a,b,c,d,e,f,g,h,i,j,k;horizon=96 | \"labels\" and \"horizon\": 11 labels times 96",
      })
  void refusesNetworksThatCannotBe(String written, String words) {
    Map<String, String> texts = new LinkedHashMap<>(LEAST);
    for (String one : written.split(";", -1)) {
      texts.put(one.split("=", -1)[0], one.split("=", -1)[1]);
    }
    assertThatThrownBy(() -> CaseParameters.of(texts))
        .isInstanceOf(ParametersException.class)
        .hasMessageContaining(words);
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> texts = new LinkedHashMap<>(LEAST);
    texts.put(name, value);
    return texts;
  }
}
