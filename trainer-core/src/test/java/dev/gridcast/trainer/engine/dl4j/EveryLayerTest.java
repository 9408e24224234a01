package dev.gridcast.trainer.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.Optimizer;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.ForwardPass;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All layers in all templates: answers, gradients, learning. */
class EveryLayerTest {

  private static Dl4jEngine engine;

  @BeforeAll
  static void loadTheNativeLibrary() throws EngineUnavailableException {
    engine = Dl4jEngine.open();
  }

  static Stream<Architecture> architectures() {
    return Stream.concat(
        TestNetworks.templates()
            .flatMap(
                template ->
                    Stream.of(
                        TestNetworks.small(template, 1, 0),
                        TestNetworks.small(template, template == Template.CNN ? 2 : 3, 0.25))),
        Stream.of(TestNetworks.odd(), TestNetworks.small(Template.LSTM, 5, 0)));
  }

  static Stream<Template> templates() {
    return TestNetworks.templates();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void answersAreThoseOfTheEquations(Architecture architecture) {
    Weights weights = TestNetworks.random(architecture, 3);
    Samples samples = TestNetworks.samples(architecture, 7);
    double[][] expected = new DoubleNetwork(weights).predict(samples);
    float[] judged = ForwardPass.of(weights).predict(samples.inputs());
    try (EngineNetwork network = engine.build(weights, TrainingOptions.of(4, Loss.MAE))) {
      float[] answers = network.predict(samples);
      assertThat(answers).containsExactly(judged, within(1e-5f));
      for (int i = 0; i < answers.length; i++) {
        assertThat((double) answers[i])
            .isEqualTo(
                expected[i / architecture.outputs()][i % architecture.outputs()], within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void exportedWeightsAreTheImportedOnesBitForBit(Architecture architecture) {
    Weights weights = TestNetworks.random(architecture, 3);
    try (EngineNetwork network = engine.build(weights, TrainingOptions.of(4, Loss.MAE))) {
      assertThat(network.exportWeights().sha256()).isEqualTo(weights.sha256());
      Weights others = TestNetworks.random(architecture, 4);
      network.importWeights(others);
      assertThat(network.exportWeights().sha256()).isEqualTo(others.sha256());
    }
  }

  /** The losses of the first step are those of the equations with the masks of that step. */
  @ParameterizedTest
  @MethodSource("architectures")
  void lossesAndGradientsAreThoseOfTheEquations(Architecture architecture) {
    Weights weights = TestNetworks.random(architecture, 3);
    Samples samples = TestNetworks.samples(architecture, 5);
    for (Loss loss : Loss.values()) {
      TrainingOptions options = new TrainingOptions(5, Optimizer.ADAM, loss, 0.3, 0, 11);
      LinkedNetwork linked = NetworkBuilder.build(architecture, options, new StepClock());
      linked.load(weights);
      try (Batches batches = Batches.of(samples, 5)) {
        linked.network().setInput(batches.inputs(0));
        linked.network().setLabels(batches.targets(0));
        linked.network().computeGradientAndScore();
        DoubleNetwork reference = new DoubleNetwork(weights);
        assertThat(linked.network().score())
            .isEqualTo(reference.loss(samples, options), within(1e-5));
        linked.network().getFlattenedGradients().divi(5);
        Map<String, float[]> gradients =
            linked.tensors(linked.network().gradient().gradientForVariable()::get);
        gradients.forEach((name, values) -> check(reference, name, values, samples, options));
      } finally {
        linked.network().close();
      }
    }
  }

  private static void check(
      DoubleNetwork reference,
      String name,
      float[] gradient,
      Samples samples,
      TrainingOptions options) {
    double[] tensor = reference.tensor(name);
    double step = 1e-6;
    // A few of each tensor: its ends and some between.
    for (int i = 0; i < tensor.length; i += Math.max(1, tensor.length / 7)) {
      double kept = tensor[i];
      tensor[i] = kept + step;
      double above = reference.loss(samples, options);
      tensor[i] = kept - step;
      double below = reference.loss(samples, options);
      tensor[i] = kept;
      assertThat((double) gradient[i])
          .as("%s of %s at %d", options.loss(), name, i)
          .isEqualTo((above - below) / (2 * step), within(2e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void theLossFalls(Template template) {
    Architecture architecture = TestNetworks.small(template, 1, 0);
    Samples samples = TestNetworks.samples(architecture, 300);
    TrainingOptions options = TrainingOptions.of(16, Loss.MSE);
    try (EngineNetwork network = engine.build(InitialWeights.of(architecture, 1), options)) {
      double first = network.fitEpoch(samples, LearningRate.constant(0.005));
      double last = first;
      for (int epoch = 0; epoch < 15; epoch++) {
        last = network.fitEpoch(samples, LearningRate.constant(0.005));
      }
      assertThat(last).isLessThan(first / 2);
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void theSameSeedGivesTheSameBytes(Template template) {
    assertThat(train(template, 5)).isEqualTo(train(template, 5)).isNotEqualTo(train(template, 6));
  }

  private static byte[] train(Template template, long seed) {
    Architecture architecture = TestNetworks.small(template, 2, 0.25);
    Samples samples = TestNetworks.samples(architecture, 40);
    TrainingOptions options = new TrainingOptions(16, Optimizer.ADAM, Loss.HUBER, 1, 0, seed);
    try (EngineNetwork network = engine.build(InitialWeights.of(architecture, seed), options)) {
      network.fitEpoch(samples, LearningRate.constant(0.01));
      network.fitEpoch(samples, LearningRate.constant(0.01));
      return Safetensors.write(network.exportWeights());
    }
  }
}
