package dev.gridcast.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitialWeightsTest {

  private static final Layer HEAD = new Layer.Dense(2, Activation.IDENTITY);

  @ParameterizedTest
  @CsvSource({
    "lstm.weight_ih_l0, 57",
    "lstm.weight_hh_l0, 100",
    "gru.weight_ih_l0, 110",
    "gru.weight_hh_l0, 120",
    "hidden.0.weight, 100",
    "conv.0.weight, 340",
    "dense.weight, 42"
  })
  void matricesAreUniformBetweenTheBoundsOfGlorot(String name, int fans) {
    // Layers of 7 features: Lstm(50), Gru(60), Dense(40), Conv(28, 5).
    Architecture architecture =
        new Architecture(
            7,
            9,
            2,
            List.of(
                new Layer.Lstm(50),
                new Layer.Gru(60),
                new Layer.Dense(40, Activation.RELU),
                new Layer.Conv(28, 5, Activation.RELU),
                new Layer.Dense(40, Activation.RELU),
                new Layer.LastStep(),
                HEAD));
    float[] values = InitialWeights.of(architecture, 3).tensor(name).toArray();
    double limit = Math.sqrt(6.0 / fans);
    double largest = 0;
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
      sum += value;
      squares += value * value;
    }
    double deviation = limit / Math.sqrt(3);
    assertThat(largest).isBetween(0.93 * limit, limit * 1.000001);
    assertThat(sum / values.length).isEqualTo(0, within(4 * deviation / Math.sqrt(values.length)));
    assertThat(Math.sqrt(squares / values.length))
        .isEqualTo(deviation, within(2.5 * deviation / Math.sqrt(values.length)));
  }

  @Test
  void biasesAreZeroButThatOfTheForgetGateAndScalesAreOne() {
    Architecture architecture =
        new Architecture(
            2,
            3,
            2,
            List.of(
                new Layer.Project(4),
                new Layer.Encoder(2, 3),
                new Layer.Lstm(2),
                new Layer.Gru(1),
                new Layer.LastStep(),
                HEAD));
    Weights weights = InitialWeights.of(architecture, 1);
    assertThat(weights.tensor("lstm.bias_ih_l0").toArray()).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
    for (TensorShape shape : architecture.tensors()) {
      String name = shape.name();
      if (shape.dimensions().size() == 1 && !name.equals("lstm.bias_ih_l0")) {
        boolean scale = name.matches(".*norm[12]\\.weight");
        assertThat(weights.tensor(name).toArray()).as(name).containsOnly(scale ? 1 : 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void areAFunctionOfTheSeed(Template template) {
    Architecture architecture = template.architecture(Map.of(), 3, 12, 2);
    Weights weights = InitialWeights.of(architecture, 5);
    assertThat(InitialWeights.of(architecture, 5).sha256()).isEqualTo(weights.sha256());
    if (!architecture.layers().isEmpty()) {
      assertThat(InitialWeights.of(architecture, 6).sha256()).isNotEqualTo(weights.sha256());
      assertThat(InitialWeights.of(architecture, -5).sha256()).isNotEqualTo(weights.sha256());
    }
  }

  @Test
  void stayTheSameInAllVersions() {
    // Results of volunteers could no longer be repeated if this changed.
    assertThat(InitialWeights.of(Architecture.lstm(5, 10, 50, 1), 1).sha256())
        .isEqualTo("d04e4edd8aebf54674aa5b06247d220a048aa0bfadccf8ced38d2fd647fd77db");
  }
}
