package dev.gridcast.server.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.support.HonestTrainer;
import dev.gridcast.server.support.TestExperiments;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

  @Test
  void noBytesAreRejected() {
    assertThat(reason(result(0, 1, Blob.wrap(new byte[0])))).startsWith("model.safetensors: ");
    assertThat(reason(result(0, 1, Blob.wrap(new byte[100])))).startsWith("model.safetensors: ");
  }

  private static HonestTrainer.Model train(long index) {
    Map<String, String> parameters = new LinkedHashMap<>(EXPERIMENT.space().decode(index));
    parameters.remove("confirmation-from");
    return HonestTrainer.train(parameters, EXPERIMENT.dataset().published(), 3);
  }

  private static StoredResult result(long index, double claimed, Blob model) {
    CaseRow row =
        new CaseRow(
            index,
            EXPERIMENT.space().caseId(index),
            EXPERIMENT.space().decode(index),
            CaseState.REPORTED,
            0);
    return new StoredResult(
        "lease", row, "ada", new Claim(claimed, 2, 1, 1.5, "x"), "{}", model, Instant.EPOCH);
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
