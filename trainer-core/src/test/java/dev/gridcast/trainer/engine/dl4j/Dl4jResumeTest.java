package dev.gridcast.trainer.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.EngineState;
import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.Optimizer;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that was stopped goes on to the same bits; one that begins anew, as at first. */
class Dl4jResumeTest {

  /** Falls within an epoch, so that a lost count of steps would show. */
  private static final LearningRate RATE = LearningRate.inverseTime(0.02, 2, 0.5);

  private static Dl4jEngine engine;

  @BeforeAll
  static void loadTheNativeLibrary() throws EngineUnavailableException {
    engine = Dl4jEngine.open();
  }

  static Stream<Template> templates() {
    return TestNetworks.templates();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void aResumedTrainingGivesTheSameBits(Template template) {
    Architecture architecture = TestNetworks.small(template, 2, 0.25);
    Samples samples = TestNetworks.samples(architecture, 40);
    for (Optimizer optimizer : Optimizer.values()) {
      try (EngineNetwork straight = build(architecture, optimizer);
          EngineNetwork resumed = build(architecture, optimizer)) {
        straight.fitEpoch(samples, RATE);
        EngineState state = straight.exportState();
        assertThat(state.step()).isEqualTo(3);
        // Whatever the other one did before is forgotten.
        resumed.fitEpoch(samples, RATE);
        resumed.fitEpoch(samples, RATE);
        resumed.importState(state);
        assertThat(resumed.fitEpoch(samples, RATE)).isEqualTo(straight.fitEpoch(samples, RATE));
        assertThat(resumed.exportWeights().sha256()).isEqualTo(straight.exportWeights().sha256());
      }
    }
  }

  @Test
  void importedWeightsBeginAnew() {
    Architecture architecture = TestNetworks.small(Template.LSTM, 2, 0.25);
    Samples samples = TestNetworks.samples(architecture, 40);
    Weights first = InitialWeights.of(architecture, 1);
    try (EngineNetwork fresh = build(architecture, Optimizer.ADAM);
        EngineNetwork used = build(architecture, Optimizer.ADAM)) {
      used.fitEpoch(samples, RATE);
      used.importWeights(first);
      assertThat(used.exportState().step()).isZero();
      assertThat(used.fitEpoch(samples, RATE)).isEqualTo(fresh.fitEpoch(samples, RATE));
      assertThat(used.exportWeights().sha256()).isEqualTo(fresh.exportWeights().sha256());
    }
  }

  @Test
  void statesOfOthersAreRefusedAndChangeNothing() {
    Architecture architecture = TestNetworks.small(Template.LSTM, 2, 0);
    try (EngineNetwork adam = build(architecture, Optimizer.ADAM);
        EngineNetwork rmsProp = build(architecture, Optimizer.RMSPROP);
        EngineNetwork other = build(TestNetworks.small(Template.GRU, 2, 0), Optimizer.ADAM)) {
      String before = adam.exportWeights().sha256();
      assertThatThrownBy(() -> adam.importState(rmsProp.exportState()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another engine or optimiser");
      assertThatThrownBy(() -> adam.importState(other.exportState()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the weights are of");
      assertThat(adam.exportWeights().sha256()).isEqualTo(before);
    }
  }

  private static EngineNetwork build(Architecture architecture, Optimizer optimizer) {
    TrainingOptions options = new TrainingOptions(16, optimizer, Loss.MAE, 1, 0.5, 9);
    return engine.build(InitialWeights.of(architecture, 1), options);
  }
}
