package dev.gridcast.trainer.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.trainer.engine.dl4j.Dl4jEngine;
import dev.gridcast.trainer.engine.vector.VectorEngine;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.TimeSeries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of forecaster from its two files to its three. */
class EveryTemplateTest {

  private static final EngineSource ENGINES =
      (choice, network) ->
          choice == EngineChoice.DL4J || !new VectorEngine().supports(network)
              ? Dl4jEngine.open()
              : new VectorEngine();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (Template template : Template.values()) {
      if (template.fitting() == Template.Fitting.NETWORK) {
        cases.add(Arguments.of(template, "auto"));
        cases.add(Arguments.of(template, "dl4j"));
      } else {
        cases.add(Arguments.of(template, ""));
      }
    }
    return cases.stream();
  }

  private static CaseParameters parameters(Template template, String engine)
      throws ParametersException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("model", template.key());
    texts.put("timeframe", "1h");
    texts.put("labels", "high,close");
    texts.put("horizon", "3");
    texts.put("lead-rows", "24");
    if (template.fitting() != Template.Fitting.NONE) {
      texts.put("feature.close", "on");
      texts.put("feature.open", "on");
      texts.put("price-columns", "open,high,low,close");
      texts.put("lags", "12");
      texts.put("scaler", "standard");
    }
    Map<String, String> small =
        Map.of("units", "6", "layers", "2", "filters", "5", "kernel", "3", "pool", "2");
    for (var parameter : template.parameters()) {
      if (small.containsKey(parameter.key())) {
        texts.put(parameter.key(), small.get(parameter.key()));
      }
    }
    if (template == Template.TRANSFORMER) {
      texts.put("width", "8");
      texts.put("heads", "2");
      texts.put("feed-forward", "8");
    }
    if (template.fitting() == Template.Fitting.NETWORK) {
      texts.put("dropout", "0.1");
      texts.put("epochs", "3");
      texts.put("optimizer", "rmsprop");
      texts.put("loss", "huber");
      texts.put("clip", "1");
      texts.put("learning-rate", "0.005");
      texts.put("schedule", "inverse-time");
      texts.put("engine", engine);
    }
    return CaseParameters.of(texts);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainsFromItsFilesToAResultThatTheServerFindsToo(Template template, String engine)
      throws Exception {
    CaseParameters parameters = parameters(template, engine);
    TimeSeries market = TestCases.market(400);
    WorkFolder folder = WorkFolder.of(directory);
    Files.write(folder.parameters(), parameters.toCsv());
    Files.write(folder.series(), SeriesCsv.canonicalBytes(market));
    ResultFile.Trained result =
        new FolderTraining(
                folder,
                ENGINES,
                List.of(),
                Optional.empty(),
                InstantSource.system(),
                epoch -> {},
                line -> {})
            .run();

    assertThat(ResultFile.parse(Files.readAllBytes(folder.result()))).isEqualTo(result);
    assertThat(result.forecast()).hasSize(3);
    assertThat(result.forecast().get(2).time()).isEqualTo(market.lastTime().plusSeconds(3 * 3600));
    assertThat(result.epochs()).isEqualTo(parameters.training().isPresent() ? 3 : 0);
    assertThat(result.validation().model().pooled()).containsKeys(Metric.values());
    assertThat(result.validation().baselines())
        .containsKeys(Baseline.PERSISTENCE, Baseline.SEASONAL_NAIVE);
    assertThat(result.validation().baselines().containsKey(Baseline.LINEAR))
        .isEqualTo(parameters.training().isPresent());

    CaseScorer server = CaseScorer.of(parameters, market);
    Weights weights = Safetensors.read(Files.readAllBytes(folder.model()), server.architecture());
    assertThat(server.score(weights, Range.VALIDATION).model())
        .isEqualTo(result.validation().model());
    assertThat(server.forecast(weights)).isEqualTo(result.forecast());

    JsonNode card = new ObjectMapper().readTree(folder.modelCard().toFile());
    assertThat(card.path("model").textValue()).isEqualTo(template.key());
    assertThat(card.path("outputs")).hasSize(6);
    assertThat(card.path("inputs")).hasSize(template.fitting() == Template.Fitting.NONE ? 0 : 2);
    assertThat(card.path("parameters").size()).isEqualTo(parameters.toMap().size());
    assertThat(card.path("validation").path("rmse").doubleValue())
        .isEqualTo(result.validation().model().rmse());
    assertThat(card.path("provenance").path("modelSha256").textValue()).isEqualTo(weights.sha256());
    int tensors = 0;
    for (JsonNode layer : card.path("architecture").path("layers")) {
      tensors += layer.path("tensors").size();
    }
    assertThat(tensors).isEqualTo(weights.tensors().size());
  }
}
