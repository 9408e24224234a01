package dev.gridcast.trainer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseTrainingTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  private final List<EpochProgress> progress = new ArrayList<>();

  @Test
  void keepsTheBestEpochByValidationAndTheEarlierOfEquals() throws Exception {
    FakeEngine engine =
        new FakeEngine(List.of(0.9f, 0.5f, 0.5f, 0.8f), List.of(0.4, 0.3, 0.2, 0.1));
    TrainedCase trained = train(engine);
    assertThat(trained.bestEpoch()).isEqualTo(2);
    assertThat(trained.weights().tensor("dense.bias").toArray()).containsOnly(0.5f);
    assertThat(trained.validation().model().rmse())
        .isEqualTo(trained.history().get(1).validationRmse())
        .isLessThan(trained.history().get(0).validationRmse());
    assertThat(trained.history())
        .extracting(ResultFile.EpochRecord::trainingLoss)
        .containsExactly(0.4, 0.3, 0.2, 0.1);
    assertThat(engine.open).isZero();
  }

  @Test
  void tellsEachEpochAsItEndsBesidePersistence() throws Exception {
    train(FakeEngine.ofEpochs(4));
    assertThat(progress).extracting(EpochProgress::epoch).containsExactly(1, 2, 3, 4);
    assertThat(progress).extracting(EpochProgress::epochs).containsOnly(4);
    assertThat(progress)
        .extracting(EpochProgress::persistenceRmse)
        .containsOnly(scorer().persistence(Range.VALIDATION).rmse());
    assertThat(new EpochProgress(3, 50, 0.125, 801, 803.5, 4.1).toJsonLine())
        .isEqualTo(
            "{\"epoch\":3,\"epochs\":50,\"trainingLoss\":0.125,\"validationRmse\":801,"
                + "\"persistenceRmse\":803.5,\"seconds\":4.1}");
  }

  @Test
  void aLossThatIsNotFiniteIsAFailureNeverANumber() {
    FakeEngine engine = new FakeEngine(List.of(0.5f, 0.5f), List.of(0.4, Double.NaN));
    assertThatThrownBy(() -> train(engine))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("diverged in epoch 2 of 4")
        .hasMessageContaining("the training loss is NaN")
        .extracting(e -> ((TrainingException) e).failure().kind())
        .isEqualTo("diverged");
    assertThat(engine.open).isZero();
  }

  @Test
  void aWeightThatIsNotFiniteIsAFailure() {
    FakeEngine engine = new FakeEngine(List.of(Float.POSITIVE_INFINITY), List.of(0.4));
    assertThatThrownBy(() -> train(engine))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("tensor dense.bias holds Infinity");
  }

  @Test
  void aForecastBeyondAllPricesIsAFailure() {
    FakeEngine engine = new FakeEngine(List.of(Float.MAX_VALUE), List.of(0.4));
    assertThatThrownBy(() -> train(engine))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("diverged in epoch 1");
  }

  private TrainedCase train(FakeEngine engine) throws Exception {
    return new CaseTraining(TestCases.parameters(), scorer(), engine, CLOCK, progress::add).run();
  }

  private static CaseScorer scorer() throws ParametersException, SampleException {
    return CaseScorer.of(TestCases.parameters(), TestCases.market(300));
  }
}
