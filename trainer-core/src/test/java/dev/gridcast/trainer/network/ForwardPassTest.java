package dev.gridcast.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForwardPassTest {

  @Test
  void followsPyTorchsEquations() {
    Architecture architecture = Architecture.lstm(5, 4, 6, 2);
    Weights weights = TestWeights.random(architecture, 11);
    float[] inputs = TestWeights.inputs(architecture, 9, 12);
    float[] answers = ForwardPass.of(weights).predict(inputs);
    for (int sample = 0; sample < 9; sample++) {
      double[] expected = slowly(weights, inputs, sample * 4 * 5);
      for (int label = 0; label < 2; label++) {
        assertThat((double) answers[sample * 2 + label]).isEqualTo(expected[label], within(2e-6));
      }
    }
  }

  @Test
  void answersEachWindowAloneAsAmongOthers() {
    Architecture architecture = Architecture.lstm(3, 7, 5, 1);
    ForwardPass pass = ForwardPass.of(TestWeights.random(architecture, 1));
    float[] inputs = TestWeights.inputs(architecture, 20, 2);
    float[] together = pass.predict(inputs);
    for (int sample = 0; sample < 20; sample++) {
      float[] alone = pass.predict(Arrays.copyOfRange(inputs, sample * 21, (sample + 1) * 21));
      assertThat(alone).containsExactly(together[sample]);
    }
  }

  @Test
  void givesTheSameBitsOnEveryMachine() {
    // A fixed number: should it ever differ on a JVM, a server would misjudge honest volunteers.
    Architecture architecture = Architecture.lstm(10, 15, 50, 3);
    ForwardPass pass = ForwardPass.of(TestWeights.random(architecture, 1));
    float[] inputs = TestWeights.inputs(architecture, 300, 2);
    int interpreted = Arrays.hashCode(pass.predict(Arrays.copyOf(inputs, 150)));
    int hash = 0;
    for (int round = 0; round < 20; round++) {
      hash = Arrays.hashCode(pass.predict(inputs));
      assertThat(hash).isEqualTo(EXPECTED_HASH);
    }
    assertThat(Arrays.hashCode(pass.predict(Arrays.copyOf(inputs, 150)))).isEqualTo(interpreted);
  }

  private static final int EXPECTED_HASH = 491_323_160;

  @Test
  void aWeightTooLargeGivesAnAnswerThatIsNotFiniteRatherThanAWrongOne() {
    Architecture architecture = Architecture.lstm(1, 1, 1, 1);
    Weights weights =
        Weights.of(
            architecture,
            java.util.Map.of(
                "lstm.weight_ih_l0", new float[] {9, 9, 9, 9},
                "lstm.weight_hh_l0", new float[4],
                "lstm.bias_ih_l0", new float[4],
                "dense.weight", new float[] {Float.MAX_VALUE},
                "dense.bias", new float[] {Float.MAX_VALUE}));
    assertThat(ForwardPass.of(weights).predict(new float[] {1})[0]).isInfinite();
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
  void tanhIsNearTheTrueOne() {
    double worst = 0;
    for (double x = -12; x <= 12; x += 0.001) {
      worst = Math.max(worst, Math.abs(Activations.tanh((float) x) - StrictMath.tanh((float) x)));
    }
    assertThat(worst).isLessThan(4e-7);
    assertThat(Activations.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1, within(4e-7f));
    assertThat(Activations.tanh(Float.NaN)).isNaN();
  }

  /** The equations as they stand in PyTorch's documentation, in double precision. */
  private static double[] slowly(Weights weights, float[] inputs, int offset) {
    Architecture a = weights.architecture();
    int units = ((Layer.Lstm) a.layers().get(0)).units();
    float[] wi = weights.tensor("lstm.weight_ih_l0").toArray();
    float[] wh = weights.tensor("lstm.weight_hh_l0").toArray();
    float[] b = weights.tensor("lstm.bias_ih_l0").toArray();
    double[] h = new double[units];
    double[] c = new double[units];
    for (int t = 0; t < a.lags(); t++) {
      double[] z = new double[4 * units];
      for (int row = 0; row < z.length; row++) {
        z[row] = b[row];
        for (int k = 0; k < a.features(); k++) {
          z[row] += wi[row * a.features() + k] * inputs[offset + t * a.features() + k];
        }
        for (int k = 0; k < units; k++) {
          z[row] += wh[row * units + k] * h[k];
        }
      }
      for (int j = 0; j < units; j++) {
        double i = sigmoid(z[j]);
        double f = sigmoid(z[units + j]);
        double g = Math.tanh(z[2 * units + j]);
        double o = sigmoid(z[3 * units + j]);
        c[j] = f * c[j] + i * g;
        h[j] = o * Math.tanh(c[j]);
      }
    }
    float[] dense = weights.tensor("dense.weight").toArray();
    float[] bias = weights.tensor("dense.bias").toArray();
    double[] answers = new double[a.outputs()];
    for (int label = 0; label < answers.length; label++) {
      answers[label] = bias[label];
      for (int j = 0; j < units; j++) {
        answers[label] += dense[label * units + j] * h[j];
      }
    }
    return answers;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
