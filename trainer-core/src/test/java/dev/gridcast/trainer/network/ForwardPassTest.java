package dev.gridcast.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardPassTest {

  /** More than are answered at once, and no multiple of that. */
  private static final int WINDOWS = 75;

  private static final Layer LAST = new Layer.LastStep();
  private static final Layer FLAT = new Layer.Flatten();
  private static final Layer HEAD = new Layer.Dense(3, Activation.IDENTITY);

  static Stream<Arguments> networks() {
    return Stream.of(
            stack(new Layer.Lstm(17), LAST),
            stack(new Layer.Lstm(5), new Layer.Dropout(0.4), new Layer.Lstm(16), LAST),
            stack(new Layer.Lstm(4), FLAT),
            stack(new Layer.Gru(17), LAST),
            stack(new Layer.Gru(3), new Layer.Gru(20), FLAT),
            stack(LAST),
            stack(FLAT),
            stack(FLAT, new Layer.Dense(33, Activation.RELU), new Layer.Dense(7, Activation.TANH)),
            stack(new Layer.Dense(18, Activation.RELU), FLAT),
            stack(new Layer.Dense(18, Activation.IDENTITY), LAST),
            stack(new Layer.Conv(19, 4, Activation.RELU), FLAT),
            stack(new Layer.Conv(6, 1, Activation.TANH), new Layer.MaxPool(3), FLAT),
            stack(new Layer.Conv(6, 11, Activation.IDENTITY), FLAT),
            stack(new Layer.MaxPool(2), LAST),
            stack(
                new Layer.Conv(8, 5, Activation.RELU),
                new Layer.MaxPool(2),
                new Layer.Lstm(9),
                LAST),
            stack(new Layer.Project(10), LAST),
            stack(new Layer.Project(11), FLAT),
            stack(new Layer.Project(12), new Layer.Encoder(3, 20), LAST),
            stack(new Layer.Encoder(5, 7), new Layer.Encoder(1, 130), FLAT))
        .map(Arguments::of);
  }

  /** Longer than the attention's block of queries and a recurrent layer's block of steps. */
  static Stream<Arguments> longNetworks() {
    return Stream.of(
            new Architecture(
                2, 37, 1, List.of(new Layer.Project(8), new Layer.Encoder(2, 9), LAST, head(1))),
            new Architecture(2, 70, 1, List.of(new Layer.Lstm(200), LAST, head(1))),
            new Architecture(2, 70, 1, List.of(new Layer.Gru(200), LAST, head(1))))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource({"networks", "longNetworks"})
  void followsPyTorchsEquations(Architecture architecture) {
    Weights weights = TestWeights.random(architecture, 11);
    float[] inputs = TestWeights.inputs(architecture, WINDOWS, 12);
    float[] answers = ForwardPass.of(weights).predict(inputs);
    SlowNetwork slow = new SlowNetwork(weights);
    int outputs = architecture.outputs();
    assertThat(answers).hasSize(WINDOWS * outputs);
    for (int window = 0; window < WINDOWS; window += 9) {
      double[] expected =
          slow.predict(inputs, window * architecture.lags() * architecture.features());
      for (int j = 0; j < outputs; j++) {
        assertThat((double) answers[window * outputs + j])
            .isEqualTo(expected[j], within(3e-6 * Math.max(1, Math.abs(expected[j]))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource({"networks", "longNetworks"})
  void givesTheSameBitsOnTheVectorApiAndWithoutIt(Architecture architecture) {
    Weights weights = TestWeights.random(architecture, 11);
    float[] inputs = TestWeights.inputs(architecture, WINDOWS, 12);
    assertThat(ForwardPass.of(weights, Kernels.best()).predict(inputs))
        .containsExactly(ForwardPass.of(weights, Kernels.scalar()).predict(inputs));
  }

  @ParameterizedTest
  @MethodSource({"networks", "longNetworks"})
  void answersEachWindowAloneAsAmongOthers(Architecture architecture) {
    ForwardPass pass = ForwardPass.of(TestWeights.random(architecture, 1));
    float[] inputs = TestWeights.inputs(architecture, WINDOWS, 2);
    float[] together = pass.predict(inputs);
    int window = architecture.lags() * architecture.features();
    int outputs = architecture.outputs();
    for (int i : new int[] {0, 1, WINDOWS - 1}) {
      float[] alone = pass.predict(Arrays.copyOfRange(inputs, i * window, (i + 1) * window));
      assertThat(alone)
          .containsExactly(Arrays.copyOfRange(together, i * outputs, (i + 1) * outputs));
    }
  }

  @Test
  void givesTheSameBitsOnEveryMachine() {
    // A fixed number: should it ever differ on a JVM, a server would misjudge honest volunteers.
    int hash = 0;
    for (Arguments arguments : Stream.concat(networks(), longNetworks()).toList()) {
      Architecture architecture = (Architecture) arguments.get()[0];
      ForwardPass pass = ForwardPass.of(TestWeights.random(architecture, 1));
      float[] inputs = TestWeights.inputs(architecture, WINDOWS, 2);
      hash = 31 * hash + Arrays.hashCode(pass.predict(inputs));
    }
    assertThat(hash).isEqualTo(EXPECTED_HASH);
  }

  private static final int EXPECTED_HASH = 420_272_926;

  @Test
  void compilingChangesNoBit() {
    Architecture architecture = Architecture.lstm(10, 15, 50, 3);
    ForwardPass pass = ForwardPass.of(TestWeights.random(architecture, 1));
    float[] inputs = TestWeights.inputs(architecture, 300, 2);
    float[] interpreted = pass.predict(inputs);
    for (int round = 0; round < 20; round++) {
      assertThat(pass.predict(inputs)).containsExactly(interpreted);
    }
  }

  @Test
  void threadsMayShareIt() {
    Architecture architecture = Architecture.lstm(4, 9, 12, 2);
    ForwardPass pass = ForwardPass.of(TestWeights.random(architecture, 1));
    List<float[]> inputs =
        IntStream.range(0, 40).mapToObj(i -> TestWeights.inputs(architecture, 30, i)).toList();
    List<float[]> alone = inputs.stream().map(pass::predict).toList();
    List<float[]> together = inputs.parallelStream().map(pass::predict).toList();
    for (int i = 0; i < inputs.size(); i++) {
      assertThat(together.get(i)).containsExactly(alone.get(i));
    }
  }

  @Test
  void aWeightTooLargeGivesAnAnswerThatIsNotFiniteRatherThanAWrongOne() {
    Architecture architecture = Architecture.lstm(1, 1, 1, 1);
    Weights weights =
        Weights.of(
            architecture,
            Map.of(
                "lstm.weight_ih_l0", new float[] {9, 9, 9, 9},
                "lstm.weight_hh_l0", new float[4],
                "lstm.bias_ih_l0", new float[4],
                "dense.weight", new float[] {Float.MAX_VALUE},
                "dense.bias", new float[] {Float.MAX_VALUE}));
    assertThat(ForwardPass.of(weights).predict(new float[] {1})[0]).isInfinite();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void anInputThatIsNotANumberIsNotHidden(Architecture architecture) {
    ForwardPass pass = ForwardPass.of(TestWeights.random(architecture, 1));
    float[] inputs = TestWeights.inputs(architecture, 2, 2);
    Arrays.fill(inputs, inputs.length / 2, inputs.length, Float.NaN);
    float[] answers = pass.predict(inputs);
    assertThat(answers[0]).isFinite();
    assertThat(answers[architecture.outputs()]).isNaN();
  }

  @Test
  void refusesHalfAWindow() {
    Architecture architecture = Architecture.lstm(2, 3, 1, 1);
    ForwardPass pass = ForwardPass.of(TestWeights.random(architecture, 1));
    assertThatThrownBy(() -> pass.predict(new float[7]))
        .hasMessageContaining("whole windows of 3 x 2 numbers: 7");
    assertThat(pass.predict(new float[0])).isEmpty();
  }

  @Test
  void aNaiveForecasterHasNone() {
    Weights nothing = Weights.of(Architecture.naive(2), Map.of());
    assertThatThrownBy(() -> ForwardPass.of(nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a naive forecaster has no network: its forecasts come from the series itself");
  }

  @Test
  void takesTheLongestWindowsWithoutMuchMemory() {
    // All scores of attention at once would be 400 MB, all gates 640 MB.
    Architecture attention =
        new Architecture(
            1, 3_000, 1, List.of(new Layer.Project(4), new Layer.Encoder(2, 4_096), LAST, head(1)));
    Architecture lstm = new Architecture(1, 10_000, 1, List.of(new Layer.Lstm(16), LAST, head(1)));
    for (Architecture architecture : List.of(attention, lstm)) {
      ForwardPass pass = ForwardPass.of(TestWeights.random(architecture, 1));
      float[] inputs = TestWeights.inputs(architecture, 1, 2);
      assertThat((double) pass.predict(inputs)[0])
          .isEqualTo(
              new SlowNetwork(TestWeights.random(architecture, 1)).predict(inputs, 0)[0],
              within(1e-4));
    }
  }

  @Test
  void expIsNearTheTrueOne() {
    double worst = 0;
    for (double x = 0; x > -87.3; x -= 0.001) {
      double exact = Math.exp((float) x);
      worst = Math.max(worst, Math.abs(Softmax.exp((float) x) - exact) / exact);
    }
    assertThat(worst).isLessThan(2e-7);
    assertThat(Softmax.exp(0)).isEqualTo(1);
    assertThat(Softmax.exp(-87.33f)).isPositive();
    assertThat(Softmax.exp(-88)).isZero();
    assertThat(Softmax.exp(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Softmax.exp(Float.NaN)).isNaN();
  }

  private static Architecture stack(Layer... layers) {
    List<Layer> all = Stream.concat(Stream.of(layers), Stream.of(HEAD)).toList();
    return new Architecture(5, 11, 3, all);
  }

  private static Layer head(int outputs) {
    return new Layer.Dense(outputs, Activation.IDENTITY);
  }
}
