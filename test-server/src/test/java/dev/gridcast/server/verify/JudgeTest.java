package dev.gridcast.server.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.support.HonestTrainer;
import dev.gridcast.server.support.TestExperiments;
import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {

  private static final Experiment EXPERIMENT = TestExperiments.parse(TestExperiments.fourCases());
  private static final Judge JUDGE = new Judge(EXPERIMENT.dataset().full());

  @Test
  void anHonestResultCountsAndIsMeasuredOnRowsThatTheVolunteerNeverSaw() {
    HonestTrainer.Model model = train(0);
    double claimed = model.validation().model().rmse();

    Verification found = verified(JUDGE.judge(result(0, claimed, model.bytes())));

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
  void aClaimMayDifferByRoundingAndNotByMore() {
    HonestTrainer.Model model = train(0);
    double truth = model.validation().model().rmse();
    assertThat(JUDGE.judge(result(0, truth * 1.0009, model.bytes())))
        .isInstanceOf(Judgement.Verified.class);
    assertThat(reason(result(0, truth * 1.0011, model.bytes())))
        .startsWith("claimed ")
        .contains(", measured ")
        .endsWith(" on the validation range");
    assertThat(reason(result(0, truth * 0.5, model.bytes()))).startsWith("claimed ");
  }

  @Test
  void aModelOfAnotherCaseIsRejected() {
    HonestTrainer.Model smaller = train(0);
    HonestTrainer.Model larger = train(1);
    assertThat(smaller.bytes().size()).isNotEqualTo(larger.bytes().size());
    assertThat(reason(result(1, smaller.validation().model().rmse(), smaller.bytes())))
        .startsWith("model.safetensors: ");
  }

  @Test
  void weightsThatAreNoNumbersAreRejected() {
    byte[] bytes = train(0).bytes().toByteArray();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, Float.NaN);
    assertThat(reason(result(0, 1, Blob.wrap(bytes)))).contains("NaN");
  }

  @Test
  void weightsSoLargeThatTheForecastOverflowsAreRejected() {
    byte[] bytes = train(0).bytes().toByteArray();
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(bytes.length - 4, Float.MAX_VALUE);
    assertThat(reason(result(0, 1, Blob.wrap(bytes)))).isNotEmpty();
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
    Judge judge = new Judge(experiment.dataset().full());
    HonestTrainer.Model model = train(experiment, 0);
    StoredResult result =
        result(experiment, 0, model.validation().model().rmse(), model.bytes(), model.json());

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
  @CsvSource({
    "auto, dl4j, ''",
    "auto, anything, ''",
    "dl4j, dl4j, ''",
    "vector, vector, ''",
    "vector, dl4j, 'result.json: trained by dl4j, the case asks for vector'",
    "dl4j, <b>, 'result.json: trained by ?b?, the case asks for dl4j'"
  })
  void anEngineThatIsAskedForByNameMustHaveTrained(String wanted, String ran, String reason) {
    Experiment experiment =
        TestExperiments.parse(TestExperiments.oneCase() + "engine: " + wanted + "\n");
    HonestTrainer.Model model = train(experiment, 0);
    String json = model.json().replace("\"honest\"", "\"" + ran + "\"");
    assertThat(json).contains(ran);
    StoredResult result =
        result(experiment, 0, model.validation().model().rmse(), model.bytes(), json);

    Judgement judgement = new Judge(experiment.dataset().full()).judge(result);

    if (reason.isEmpty()) {
      assertThat(judgement).isInstanceOf(Judgement.Verified.class);
    } else {
      assertThat(judgement).isEqualTo(new Judgement.Rejected(reason));
    }
  }

  @Test
  void aResultFileThatCannotBeReadIsRejectedWhereItMustBe() {
    Experiment experiment = TestExperiments.parse(TestExperiments.oneCase() + "engine: vector\n");
    HonestTrainer.Model model = train(experiment, 0);
    StoredResult result =
        result(experiment, 0, model.validation().model().rmse(), model.bytes(), "{}");
    Judgement judgement = new Judge(experiment.dataset().full()).judge(result);
    assertThat(judgement).isInstanceOf(Judgement.Rejected.class);
    assertThat(((Judgement.Rejected) judgement).reason()).startsWith("result.json: ");
  }

  @Test
  void noBytesAreRejected() {
    assertThat(reason(result(0, 1, Blob.wrap(new byte[0])))).startsWith("model.safetensors: ");
    assertThat(reason(result(0, 1, Blob.wrap(new byte[100])))).startsWith("model.safetensors: ");
  }

  private static HonestTrainer.Model train(long index) {
    return train(EXPERIMENT, index);
  }

  private static HonestTrainer.Model train(Experiment experiment, long index) {
    Map<String, String> parameters = new LinkedHashMap<>(experiment.space().decode(index));
    parameters.remove("confirmation-from");
    return HonestTrainer.train(parameters, experiment.dataset().published(), 3);
  }

  private static StoredResult result(long index, double claimed, Blob model) {
    return result(EXPERIMENT, index, claimed, model, "{}");
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
    assertThat(judgement).isInstanceOf(Judgement.Verified.class);
    return ((Judgement.Verified) judgement).verification();
  }

  private static String reason(StoredResult result) {
    Judgement judgement = JUDGE.judge(result);
    assertThat(judgement).isInstanceOf(Judgement.Rejected.class);
    return ((Judgement.Rejected) judgement).reason();
  }
}
