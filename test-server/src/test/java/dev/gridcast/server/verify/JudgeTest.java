package dev.gridcast.server.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.support.HonestTrainer;
import dev.gridcast.server.support.TestExperiments;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.network.TensorShape;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.work.Provenance;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {

  private static final Experiment EXPERIMENT = TestExperiments.parse(TestExperiments.fourCases());
  private static final Judge JUDGE = Judge.of(EXPERIMENT);

  @Test
  void anHonestResultCountsAndIsMeasuredOnRowsThatTheVolunteerNeverSaw() {
    HonestTrainer.Model model = train(0);
    double claimed = model.validation().model().rmse();

    Verification found = verified(JUDGE.judge(result(0, model)));

    assertThat(found.validationRmse()).as("bit for bit the same figure").isEqualTo(claimed);
    assertThat(found.rmse()).isPositive().isNotEqualTo(claimed);
    assertThat(found.persistenceRmse())
        .isEqualTo(JUDGE.persistenceRmse(EXPERIMENT.space().decode(0)));
    assertThat(found.confirmation().samples()).isPositive();
    assertThat(found.forecast().get(0).values()).containsOnlyKeys("high", "low", "close");
    assertThat(found.forecast().get(0).time())
        .isEqualTo(EXPERIMENT.dataset().full().lastTime().plus(Duration.ofHours(1)));
  }

  @Test
  void everyCaseIsMeasuredOnTheSameRows() {
    double first = JUDGE.persistenceRmse(EXPERIMENT.space().decode(0));
    for (long index = 1; index < EXPERIMENT.space().size(); index++) {
      assertThat(JUDGE.persistenceRmse(EXPERIMENT.space().decode(index))).isEqualTo(first);
    }
  }

  @Test
  void theFingerprintIsTakenFromTheWeightsAndWhatIsToldOfThem() {
    HonestTrainer.Model model = train(0);
    Fingerprint print = scored(JUDGE.judge(result(0, model))).fingerprint();
    assertThat(print)
        .isEqualTo(new Fingerprint("vector", "1", "cpu amd64", model.weights().sha256()));
  }

  @Test
  void aClaimMayDifferByRoundingAndNotByMore() {
    HonestTrainer.Model model = train(0);
    double truth = model.validation().model().rmse();
    assertThat(JUDGE.judge(result(0, truth * 1.0009, model))).isInstanceOf(Judgement.Scored.class);
    assertThat(lie(result(0, truth * 1.0011, model)))
        .startsWith("claimed ")
        .contains(", measured ")
        .endsWith(" on the validation range");
    assertThat(lie(result(0, truth * 0.5, model))).startsWith("claimed ");
  }

  @Test
  void theMeanAbsoluteErrorIsCheckedAsWell() throws Exception {
    HonestTrainer.Model model = train(0);
    Map<Metric, Double> figures = new LinkedHashMap<>(model.validation().model().pooled());
    figures.computeIfPresent(Metric.MAE, (metric, value) -> value * 0.9);
    Metrics told = new Metrics(figures, model.validation().model().perLabel());
    Evaluation validation = model.validation();
    HonestTrainer.Model liar =
        new HonestTrainer.Model(
            model.weights(),
            new Evaluation(validation.samples(), told, validation.baselines()),
            model.provenance());
    assertThat(lie(result(0, liar))).startsWith("claimed a mean absolute error of ");
  }

  @Test
  void aModelOfAnotherShapeCannotBeUsed() {
    HonestTrainer.Model smaller = train(0);
    HonestTrainer.Model larger = train(1);
    assertThat(smaller.bytes().size()).isNotEqualTo(larger.bytes().size());
    assertThat(unusable(result(1, smaller))).startsWith("model.safetensors: ");
  }

  @Test
  void weightsThatAreNoNumbersCannotBeUsed() {
    byte[] bytes = train(0).bytes().toByteArray();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, Float.NaN);
    assertThat(unusable(result(0, 1, Blob.wrap(bytes)))).contains("NaN");
  }

  @Test
  void weightsSoLargeThatTheForecastOverflowsCannotBeUsed() {
    HonestTrainer.Model model = train(0);
    Map<String, float[]> values = new LinkedHashMap<>();
    for (TensorShape shape : model.weights().architecture().tensors()) {
      float[] numbers = new float[shape.elements()];
      Arrays.fill(numbers, Float.MAX_VALUE);
      values.put(shape.name(), numbers);
    }
    Weights huge = Weights.of(model.weights().architecture(), values);
    HonestTrainer.Model hostile =
        new HonestTrainer.Model(
            huge, model.validation(), with(model.provenance(), "modelSha256", huge.sha256()));
    assertThat(unusable(result(0, hostile))).startsWith("the model's forecasts: ");
  }

  @ParameterizedTest
  @CsvSource({
    "datasetSha256, dataset",
    "parametersSha256, parameters",
    "modelSha256, model",
  })
  void whatIsOfAnotherCaseIsALie(String field, String word) {
    HonestTrainer.Model model = train(0);
    Provenance other = with(model.provenance(), field, "ab".repeat(32));
    assertThat(lie(result(0, model.from(other))))
        .startsWith(
            "result.json: it is of another " + word + ": SHA-256 abababababab..., expected ");
  }

  @Test
  void theOriginOfAnotherCaseIsALieEvenIfItsShapeIsTheSame() {
    Experiment experiment =
        TestExperiments.parse(TestExperiments.oneCase().replace("0.005", "[0.005, 0.01]"));
    HonestTrainer.Model other = train(experiment, 1);
    Judgement judgement = Judge.of(experiment).judge(result(experiment, 0, other));
    assertThat(judgement)
        .isInstanceOfSatisfying(
            Judgement.Rejected.class,
            no -> {
              assertThat(no.lie()).isTrue();
              assertThat(no.reason()).startsWith("result.json: it is of another parameters: ");
            });
  }

  @Test
  void anotherSeedIsALie() {
    HonestTrainer.Model model = train(0);
    assertThat(lie(result(0, model.from(with(model.provenance(), "seed", "7")))))
        .isEqualTo("result.json: trained with seed 7, the case has 1");
  }

  @ParameterizedTest
  @EnumSource(Template.class)
  void everyModelIsJudgedAndForecastsEveryRowOfTheHorizon(Template template) {
    boolean naive = template.fitting() == Template.Fitting.NONE;
    Experiment experiment =
        TestExperiments.parse(
            "name: t\ndata: {synthetic: {rows: 300, seed: 7}}\nhorizon: 3\n"
                + "models:\n  - {model: "
                + template.key()
                + (template == Template.TRANSFORMER ? ", width: 4, heads: 2" : "")
                + (template.parameters().contains(TemplateParameter.UNITS) ? ", units: 3" : "")
                + "}\n  - {model: "
                + (template == Template.SEASONAL_NAIVE ? "persistence" : "seasonal-naive")
                + "}\n");
    Judge judge = Judge.of(experiment);
    HonestTrainer.Model model = train(experiment, 0);
    StoredResult result = result(experiment, 0, model);

    Verification found = verified(judge.judge(result));

    assertThat(model.weights().architecture().parameters() == 0).isEqualTo(naive);
    assertThat(model.bytes().size())
        .isLessThanOrEqualTo(judge.largestModel(experiment.space().decode(0)));
    assertThat(found.validationRmse()).isEqualTo(model.validation().model().rmse());
    assertThat(found.confirmation().baselines())
        .containsOnlyKeys(Baseline.PERSISTENCE, Baseline.SEASONAL_NAIVE);
    assertThat(found.confirmation().model().pooled()).containsOnlyKeys(Metric.values());
    assertThat(found.forecast()).hasSize(3);
    Instant last = experiment.dataset().full().lastTime();
    assertThat(found.forecast())
        .extracting(NextCandle::time)
        .containsExactly(
            last.plus(Duration.ofHours(1)),
            last.plus(Duration.ofHours(2)),
            last.plus(Duration.ofHours(3)));
    assertThat(found.forecast())
        .allSatisfy(row -> assertThat(row.values()).containsOnlyKeys("high", "low", "close"));
    if (template == Template.PERSISTENCE) {
      assertThat(found.confirmation().model()).isEqualTo(found.confirmation().persistence());
      assertThat(found.skill().getAsDouble()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lstm | auto | vector 1 |",
        "lstm | auto | vector 2 | trained by vector 2, this server compares vector 1; server and"
            + " volunteers need the same release",
        "lstm | auto | dl4j 1.0 Linux | trained by dl4j without a graphics card; auto means vector"
            + " then",
        "lstm | auto | dl4j 1.0 Linux JCublasBackend |",
        "lstm | auto | anything 1 | trained by anything, the case asks for vector",
        "lstm | dl4j | dl4j 1 |",
        "lstm | vector | vector 1 |",
        "lstm | vector | dl4j 1 | trained by dl4j, the case asks for vector",
        "lstm | dl4j | <b> 1 | trained by ?b?, the case asks for dl4j",
        "cnn | auto | dl4j 1 |",
        "cnn | auto | vector 1 | trained by vector, which has not all of this network; auto means"
            + " dl4j here",
        "linear | auto | closed-form 1 |",
        "linear | auto | closed-form 2 | trained by closed-form 2, this server compares closed-form"
            + " 1; server and volunteers need the same release",
        "linear | auto | none 1 | trained by none, the case asks for closed-form",
        "persistence | auto | none 1 |",
        "persistence | auto | vector 1 | trained by vector, the case asks for none",
      })
  void onlyAnEngineThatTheExperimentMeansCanHaveTrained(
      String model, String wanted, String ran, @Nullable String reason) {
    Experiment experiment =
        TestExperiments.parse(
            "name: t\ndata: {synthetic: {rows: 300, seed: 7}}\n"
                + (wanted.equals("auto") ? "" : "engine: " + wanted + "\n")
                + "models:\n  - {model: "
                + model
                + "}\n  - {model: seasonal-naive}\n");
    HonestTrainer.Model honest = train(experiment, 0);
    int space = ran.indexOf(' ');
    Provenance told =
        with(
            with(honest.provenance(), "engine", ran.substring(0, space)),
            "engineVersion",
            ran.substring(space + 1));

    Judgement judgement = Judge.of(experiment).judge(result(experiment, 0, honest.from(told)));

    if (reason == null) {
      assertThat(judgement).isInstanceOf(Judgement.Scored.class);
    } else {
      assertThat(judgement).isEqualTo(new Judgement.Rejected("result.json: " + reason, false));
    }
  }

  @Test
  void anOwnTrainerMayCallItselfWhatItLikesAndIsNeverTakenForAnEngineThatPromisesTheBits() {
    Experiment experiment =
        TestExperiments.parse(
            TestExperiments.oneCase() + "trainer: {image: 'sha256:" + "0".repeat(64) + "'}\n");
    HonestTrainer.Model model = train(experiment, 0);
    Provenance told = with(model.provenance(), "parametersSha256", "ab".repeat(32));
    Judge judge = Judge.of(experiment);
    assertThat(scored(judge.judge(result(experiment, 0, model.from(told)))).fingerprint().engine())
        .isEqualTo("own:vector");
    assertThat(
            scored(
                    judge.judge(
                        result(
                            experiment,
                            0,
                            model.from(with(told, "engine", "<b>" + "x".repeat(90))))))
                .fingerprint()
                .engine())
        .isEqualTo("own:?b?" + "x".repeat(37));
    assertThat(
            judge.judge(
                result(experiment, 0, model.from(with(told, "datasetSha256", "ab".repeat(32))))))
        .isInstanceOfSatisfying(Judgement.Rejected.class, no -> assertThat(no.lie()).isTrue());
  }

  @Test
  void aResultWithoutAnOriginCannotBeUsed() {
    HonestTrainer.Model model = train(0);
    String json = model.json().replaceFirst("(?s),\\s*\"provenance\".*", "}");
    assertThat(json).isNotEqualTo(model.json());
    for (String broken : List.of(json, "{}", "", "no json")) {
      StoredResult result =
          result(EXPERIMENT, 0, model.validation().model().rmse(), model.bytes(), broken);
      assertThat(unusable(result)).startsWith("result.json: ");
    }
  }

  @Test
  void noBytesCannotBeUsed() {
    assertThat(unusable(result(0, 1, Blob.wrap(new byte[0])))).startsWith("model.safetensors: ");
    assertThat(unusable(result(0, 1, Blob.wrap(new byte[100])))).startsWith("model.safetensors: ");
  }

  private static HonestTrainer.Model train(long index) {
    return train(EXPERIMENT, index);
  }

  private static HonestTrainer.Model train(Experiment experiment, long index) {
    Map<String, String> parameters = new LinkedHashMap<>(experiment.space().decode(index));
    parameters.remove("confirmation-from");
    return HonestTrainer.train(parameters, experiment.dataset().published(), 3);
  }

  private static StoredResult result(long index, HonestTrainer.Model model) {
    return result(EXPERIMENT, index, model);
  }

  private static StoredResult result(long index, double claimed, HonestTrainer.Model model) {
    return result(EXPERIMENT, index, claimed, model.bytes(), model.json());
  }

  private static StoredResult result(long index, double claimed, Blob model) {
    return result(EXPERIMENT, index, claimed, model, train(index).json());
  }

  private static StoredResult result(Experiment experiment, long index, HonestTrainer.Model model) {
    return result(
        experiment, index, model.validation().model().rmse(), model.bytes(), model.json());
  }

  private static StoredResult result(
      Experiment experiment, long index, double claimed, Blob model, String json) {
    CaseRow row =
        new CaseRow(
            index,
            experiment.space().caseId(index),
            experiment.space().decode(index),
            CaseState.REPORTED,
            0);
    return new StoredResult(
        "lease", row, "ada", new Claim(claimed, 2, 1, 1.5, "x"), json, model, Instant.EPOCH);
  }

  private static Verification verified(Judgement judgement) {
    return scored(judgement).verification();
  }

  private static Scoring scored(Judgement judgement) {
    assertThat(judgement).isInstanceOf(Judgement.Scored.class);
    return ((Judgement.Scored) judgement).scoring();
  }

  private static String lie(StoredResult result) {
    return rejected(result, true);
  }

  private static String unusable(StoredResult result) {
    return rejected(result, false);
  }

  private static String rejected(StoredResult result, boolean lie) {
    Judgement judgement = JUDGE.judge(result);
    assertThat(judgement).isInstanceOf(Judgement.Rejected.class);
    assertThat(((Judgement.Rejected) judgement).lie()).isEqualTo(lie);
    return ((Judgement.Rejected) judgement).reason();
  }

  /** The same origin with one field changed. */
  private static Provenance with(Provenance from, String field, String value) {
    return new Provenance(
        from.gridcastVersion(),
        field.equals("engine") ? value : from.engine(),
        field.equals("engineVersion") ? value : from.engineVersion(),
        field.equals("datasetSha256") ? value : from.datasetSha256(),
        field.equals("parametersSha256") ? value : from.parametersSha256(),
        field.equals("modelSha256") ? value : from.modelSha256(),
        field.equals("seed") ? Long.parseLong(value) : from.seed(),
        from.java(),
        from.os(),
        from.arch(),
        from.cpu(),
        from.startedAt(),
        from.finishedAt());
  }
}
