package dev.gridcast.trainer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.series.TimeSeries;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  @Test
  void endsWhenPatienceIsOverAndKeepsTheBest() throws Exception {
    FakeEngine engine =
        new FakeEngine(
            List.of(0.9f, 0.5f, 0.6f, 0.7f, 0.4f, 0.3f), List.of(0.4, 0.3, 0.2, 0.1, 0.1, 0.1));
    TrainedCase trained = train(engine, TestCases.parameters("epochs", "6", "patience", "2"));
    assertThat(trained.bestEpoch()).isEqualTo(2);
    assertThat(trained.history()).hasSize(4);
    assertThat(trained.epochsPlanned()).isEqualTo(6);
    assertThat(progress).extracting(EpochProgress::epoch).containsExactly(1, 2, 3, 4);
    assertThat(progress).extracting(EpochProgress::epochs).containsOnly(6);

    engine = new FakeEngine(List.of(0.9f, 0.5f, 0.6f, 0.7f), List.of(0.4, 0.3, 0.2, 0.1));
    assertThat(train(engine, TestCases.parameters("patience", "3")).history()).hasSize(4);
  }

  @Test
  void saysTheLearningRateOfEachEpochAndGivesItToTheEngine() throws Exception {
    FakeEngine engine = FakeEngine.ofEpochs(4);
    CaseParameters parameters =
        TestCases.parameters("schedule", "inverse-time", "batch", "100", "learning-rate", "0.1");
    TrainedCase trained = train(engine, parameters);
    // 234 windows are 3 steps per epoch: 0.1 / (1 + 0.15 * step / 10).
    assertThat(trained.trainingSamples()).isEqualTo(234);
    assertThat(trained.history())
        .extracting(epoch -> epoch.learningRate().orElseThrow())
        .containsExactly(0.1, 0.1 / 1.045, 0.1 / 1.09, 0.1 / 1.135);
    assertThat(engine.ratesAtStep9)
        .containsExactly(0.1 / 1.135, 0.1 / 1.135, 0.1 / 1.135, 0.1 / 1.135);
  }

  @Test
  void aNaiveModelForecastsWithoutAnEngine() throws Exception {
    CaseParameters parameters =
        TestCases.naive("model", "seasonal-naive", "season", "24", "horizon", "3");
    CaseScorer scorer = CaseScorer.of(parameters, TestCases.market(300));
    TrainedCase trained =
        new CaseTraining(
                parameters,
                scorer,
                (choice, network) -> {
                  throw new AssertionError("an engine was opened");
                },
                new CheckpointFile(Path.of("none"), Optional.empty(), CLOCK, line -> {}),
                "00",
                CLOCK,
                progress::add)
            .run();
    assertThat(trained.engine()).isEqualTo("none");
    assertThat(trained.bestEpoch()).isZero();
    assertThat(trained.history()).isEmpty();
    assertThat(progress).isEmpty();
    assertThat(trained.weights().tensors()).isEmpty();
    // It is its own baseline, and better than persistence where there is a season of a day.
    assertThat(trained.validation().baselines().get(Baseline.SEASONAL_NAIVE))
        .isEqualTo(trained.validation().model());
    assertThat(trained.validation().skill(Baseline.SEASONAL_NAIVE)).hasValue(0);
    TimeSeries market = TestCases.market(300);
    assertThat(trained.forecast()).hasSize(3);
    assertThat(trained.forecast().get(2).time()).isEqualTo(market.lastTime().plusSeconds(3 * 3600));
    assertThat(trained.forecast().get(2).values().get("close"))
        .isEqualTo(market.value("close", 300 + 2 - 24));
    assertThat(scorer.score(trained.weights(), Range.VALIDATION)).isEqualTo(trained.validation());
  }

  private TrainedCase train(FakeEngine engine) throws Exception {
    return train(engine, TestCases.parameters());
  }

  private TrainedCase train(FakeEngine engine, CaseParameters parameters) throws Exception {
    CheckpointFile none = new CheckpointFile(Path.of("none"), Optional.empty(), CLOCK, line -> {});
    return new CaseTraining(
            parameters,
            CaseScorer.of(parameters, TestCases.market(300)),
            (choice, network) -> engine,
            none,
            "00",
            CLOCK,
            progress::add)
        .run();
  }

  private static CaseScorer scorer() throws ParametersException, SampleException {
    return CaseScorer.of(TestCases.parameters(), TestCases.market(300));
  }
}
