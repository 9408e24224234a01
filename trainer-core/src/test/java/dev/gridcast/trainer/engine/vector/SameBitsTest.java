package dev.gridcast.trainer.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.EngineState;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.Optimizer;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.Activation;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.ForwardPass;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.Layer;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.sample.Samples;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole trainings to the last bit: with and without the Vector API, in one go and resumed. */
class SameBitsTest {

  private static final LearningRate RATE = LearningRate.inverseTime(0.01, 10, 0.15);

  static Stream<Architecture> networks() {
    return Stream.of(
        Architecture.lstm(3, 5, 5, 2),
        Architecture.lstm(5, 6, 50, 2),
        new Architecture(
            4,
            3,
            1,
            List.of(
                new Layer.Lstm(21),
                new Layer.Lstm(9),
                new Layer.LastStep(),
                new Layer.Dense(1, Activation.IDENTITY))),
        Template.GRU.architecture(
            Map.of(
                TemplateParameter.UNITS, 21.0,
                TemplateParameter.LAYERS, 2.0,
                TemplateParameter.DROPOUT, 0.3),
            4,
            5,
            2),
        Template.DNN.architecture(
            Map.of(
                TemplateParameter.UNITS, 35.0,
                TemplateParameter.LAYERS, 2.0,
                TemplateParameter.DROPOUT, 0.2),
            4,
            5,
            2),
        Template.LSTM.architecture(
            Map.of(TemplateParameter.LAYERS, 2.0, TemplateParameter.DROPOUT, 0.1), 4, 5, 2));
  }

  static Stream<TrainingOptions> options() {
    return Stream.of(
        new TrainingOptions(8, Optimizer.ADAM, Loss.MAE, 1, 0, 5),
        new TrainingOptions(8, Optimizer.ADAM, Loss.MSE, 1, 0.1, 5),
        new TrainingOptions(8, Optimizer.RMSPROP, Loss.HUBER, 0.2, 0, 5));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theVectorApiChangesNoBit(Architecture architecture) {
    Samples samples = Cases.samples(architecture, 45, 1);
    options()
        .forEach(
            options -> {
              EngineState scalar = train(Kernels.scalar(), architecture, options, samples, 5);
              EngineState vector = train(Kernels.best(), architecture, options, samples, 5);
              assertSame(vector, scalar);
            });
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aResumedTrainingEndsWhereAnUnbrokenOneDoes(Architecture architecture) {
    Samples samples = Cases.samples(architecture, 45, 1);
    options()
        .forEach(
            options -> {
              EngineState half = train(Kernels.best(), architecture, options, samples, 2);
              try (EngineNetwork network =
                  new VectorEngine(Kernels.best())
                      .build(InitialWeights.of(architecture, 99), options)) {
                network.importState(half);
                for (int epoch = 0; epoch < 3; epoch++) {
                  network.fitEpoch(samples, RATE);
                }
                assertSame(
                    network.exportState(),
                    train(Kernels.best(), architecture, options, samples, 5));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("networks")
  void itPredictsWhatTheJudgePredicts(Architecture architecture) {
    Samples samples = Cases.samples(architecture, 45, 1);
    TrainingOptions options = Cases.options(8, Loss.MAE);
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      try (EngineNetwork network =
          new VectorEngine(kernels).build(InitialWeights.of(architecture, 4), options)) {
        network.fitEpoch(samples, RATE);
        assertThat(network.predict(samples))
            .containsExactly(ForwardPass.of(network.exportWeights()).predict(samples.inputs()));
      }
    }
  }

  private static EngineState train(
      Kernels kernels,
      Architecture architecture,
      TrainingOptions options,
      Samples samples,
      int epochs) {
    try (EngineNetwork network =
        new VectorEngine(kernels).build(InitialWeights.of(architecture, 4), options)) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        network.fitEpoch(samples, RATE);
      }
      return network.exportState();
    }
  }

  private static void assertSame(EngineState found, EngineState expected) {
    assertThat(found.weights().sha256()).isEqualTo(expected.weights().sha256());
    assertThat(found.step()).isEqualTo(expected.step()).isEqualTo(30);
    assertThat(found.optimizer().keySet()).isEqualTo(expected.optimizer().keySet());
    found.optimizer().forEach((name, v) -> assertThat(v).isEqualTo(expected.optimizer().get(name)));
  }
}
