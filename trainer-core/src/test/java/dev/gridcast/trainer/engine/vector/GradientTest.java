package dev.gridcast.trainer.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.Activation;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.Layer;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of whole networks against differences of the loss, computed in doubles. */
class GradientTest {

  private static final int WINDOWS = 5;

  static Stream<Architecture> networks() {
    return Stream.of(
        network(3, 4, 2, new Layer.Lstm(5), new Layer.LastStep()),
        network(3, 1, 1, new Layer.Lstm(4), new Layer.LastStep()),
        // More rows than are multiplied at once.
        network(2, 60, 1, new Layer.Lstm(3), new Layer.LastStep()),
        network(4, 5, 3, new Layer.Lstm(19), new Layer.LastStep()),
        network(2, 4, 2, new Layer.Lstm(17), new Layer.Lstm(6), new Layer.LastStep()),
        network(2, 3, 1, new Layer.Lstm(4), new Layer.Lstm(4), new Layer.Lstm(4), last()),
        network(3, 4, 2, new Layer.Gru(5), last()),
        network(3, 1, 1, new Layer.Gru(4), last()),
        network(2, 4, 2, new Layer.Gru(17), new Layer.Gru(6), last()),
        network(3, 4, 2, new Layer.Gru(19), new Layer.Lstm(3), new Layer.Flatten()),
        network(
            3, 4, 2, new Layer.Flatten(), dense(18, Activation.RELU), dense(5, Activation.TANH)),
        network(
            3, 4, 2, dense(18, Activation.TANH), dense(7, Activation.RELU), new Layer.Flatten()),
        network(
            3,
            4,
            2,
            new Layer.Gru(9),
            new Layer.Dropout(0.3),
            new Layer.Gru(5),
            last(),
            new Layer.Dropout(0.5)),
        network(3, 4, 2, new Layer.Dropout(0.4), new Layer.Lstm(5), new Layer.Dropout(0.2), last()),
        network(3, 4, 2, new Layer.Flatten(), dense(20, Activation.RELU), new Layer.Dropout(0.5)));
  }

  private static Layer dense(int units, Activation activation) {
    return new Layer.Dense(units, activation);
  }

  private static Layer last() {
    return new Layer.LastStep();
  }

  private static Architecture network(int features, int lags, int outputs, Layer... body) {
    List<Layer> layers =
        Stream.concat(Stream.of(body), Stream.of(new Layer.Dense(outputs, Activation.IDENTITY)))
            .toList();
    return new Architecture(features, lags, outputs, layers);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theGradientIsTheSlopeOfTheLoss(Architecture architecture) {
    for (Loss loss : Loss.values()) {
      Weights weights = InitialWeights.of(architecture, 11);
      Samples samples = Cases.samples(architecture, WINDOWS, 3);
      Map<String, float[]> gradients;
      double found;
      try (VectorNetwork network =
          new VectorNetwork(Kernels.best(), weights, Cases.options(WINDOWS, loss))) {
        found = network.fitEpoch(samples, LearningRate.constant(0.001));
        gradients = network.gradients();
      }
      DoubleNetwork reference = new DoubleNetwork(weights);
      assertThat(found).isCloseTo(reference.loss(samples, loss, 0.3), within(1e-5));
      gradients.forEach(
          (name, values) -> {
            for (int i = 0; i < values.length; i++) {
              double slope = reference.slope(name, i, samples, loss, 0.3);
              assertThat((double) values[i])
                  .as(loss + " " + name + i)
                  .isCloseTo(slope, within(2e-5));
            }
          });
    }
  }

  private static Offset<Double> within(double distance) {
    return Offset.offset(distance);
  }
}
