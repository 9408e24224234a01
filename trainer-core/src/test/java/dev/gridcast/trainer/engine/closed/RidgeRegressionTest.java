package dev.gridcast.trainer.engine.closed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RidgeRegressionTest {

  private static Architecture linear(int features, int lags, int outputs) {
    return Template.LINEAR.architecture(Map.of(), features, lags, outputs);
  }

  private static Weights fit(Samples samples, double ridge) throws UnsolvableException {
    return RidgeRegression.fit(
        samples, linear(samples.features(), samples.lags(), samples.outputs()), ridge);
  }

  private static float[] weights(Weights weights) {
    return weights.tensor("dense.weight").toArray();
  }

  private static float[] biases(Weights weights) {
    return weights.tensor("dense.bias").toArray();
  }

  /**
   * Windows cut from one table of random rows, as cases have them; every {@code gap}-th left out.
   */
  private static Samples windows(int rows, int lags, int features, int outputs, int gap) {
    Random random = new Random(rows * 31L + lags);
    float[] table = new float[rows * features];
    for (int i = 0; i < table.length; i++) {
      // Far from 0, so that a fit that squares before it centres would show.
      table[i] = 5 + random.nextFloat();
    }
    int count = 0;
    float[] inputs = new float[(rows - lags) * lags * features];
    int[] targetRows = new int[rows - lags];
    for (int row = lags; row < rows; row++) {
      if (row % gap != 0) {
        System.arraycopy(
            table, (row - lags) * features, inputs, count * lags * features, lags * features);
        targetRows[count++] = row;
      }
    }
    float[] targets = new float[count * outputs];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) (inputs[i / outputs * lags * features] + 0.3 * random.nextFloat());
    }
    return Samples.of(
        lags,
        features,
        outputs,
        java.util.Arrays.copyOf(inputs, count * lags * features),
        targets,
        java.util.Arrays.copyOf(targetRows, count));
  }

  @Test
  void weightsAreThoseOfTheFormulaByHand() throws Exception {
    // x = 1, 2, 3, 6 around 3; y = 2, 3, 5, 10 around 5: x'x = 4 + 1 + 0 + 9 = 14, x'y = 6 + 2 + 0
    // + 15 = 23.
    Samples samples =
        Samples.of(
            1, 1, 1, new float[] {1, 2, 3, 6}, new float[] {2, 3, 5, 10}, new int[] {1, 2, 3, 4});

    assertThat(weights(fit(samples, 0))[0]).isEqualTo((float) (23.0 / 14));
    assertThat(biases(fit(samples, 0))[0]).isCloseTo((float) (5 - 3 * 23.0 / 14), within(1e-6f));
    // A ridge of 9 holds the weight, not the intercept: the mean stays the mean.
    assertThat(weights(fit(samples, 9))[0]).isEqualTo(1);
    assertThat(biases(fit(samples, 9))[0]).isEqualTo(2);
  }

  @Test
  void twoInputsAndTwoOutputsByHand() throws Exception {
    // Around their means, inputs (-1, -1), (-1, 1), (1, -1), (1, 1): X'X = 4 I. X'y of the first
    // output (2a + b): (8, 4); of the second (-b): (0, -4). With ridge 4 half of that is left.
    float[] inputs = {0, 0, 0, 2, 2, 0, 2, 2};
    float[] targets = {0, 1, 2, -1, 4, 1, 6, -1};
    Samples samples = Samples.of(1, 2, 2, inputs, targets, new int[] {1, 2, 3, 4});

    assertThat(weights(fit(samples, 0))).containsExactly(2, 1, 0, -1);
    assertThat(biases(fit(samples, 0))).containsExactly(0, 1);
    assertThat(weights(fit(samples, 4))).containsExactly(1, 0.5f, 0, -0.5f);
    assertThat(biases(fit(samples, 4))).containsExactly(1.5f, 0.5f);
  }

  @Test
  void aRuleInTheWindowsIsFoundAgain() throws Exception {
    Samples noisy = windows(400, 3, 2, 1, 1_000);
    float[] targets = new float[noisy.count()];
    for (int i = 0; i < targets.length; i++) {
      // The newest row's second feature twice, the oldest row's first once, and 7.
      targets[i] = 2 * noisy.inputs()[i * 6 + 5] - noisy.inputs()[i * 6] + 7;
    }
    Weights found = fit(Samples.of(3, 2, 1, noisy.inputs(), targets, noisy.targetRows()), 0);

    assertThat(weights(found)).containsExactly(new float[] {-1, 0, 0, 0, 0, 2}, within(1e-5f));
    assertThat(biases(found)[0]).isCloseTo(7, within(1e-4f));
  }

  /**
   * The least is where the slope is 0: {@code X'(y - X w - b) = ridge w} for every input, and the
   * residuals' sum is 0. Holds for any windows, neighbours or not, long stretches or short ones.
   */
  @Property(tries = 60)
  void noOtherWeightsFitBetter(
      @ForAll @IntRange(min = 30, max = 90) int rows,
      @ForAll @IntRange(min = 1, max = 6) int lags,
      @ForAll @IntRange(min = 1, max = 3) int features,
      @ForAll @IntRange(min = 1, max = 3) int outputs,
      @ForAll @IntRange(min = 2, max = 30) int gap,
      @ForAll @DoubleRange(min = 0.5, max = 100) double ridge)
      throws Exception {
    Samples samples = windows(rows, lags, features, outputs, gap);
    Weights fitted = fit(samples, ridge);
    int inputs = lags * features;
    for (int output = 0; output < outputs; output++) {
      double sum = 0;
      double[] slopes = new double[inputs];
      for (int i = 0; i < samples.count(); i++) {
        double residual = samples.targets()[i * outputs + output] - biases(fitted)[output];
        for (int j = 0; j < inputs; j++) {
          residual -=
              (double) weights(fitted)[output * inputs + j] * samples.inputs()[i * inputs + j];
        }
        sum += residual;
        for (int j = 0; j < inputs; j++) {
          slopes[j] += residual * samples.inputs()[i * inputs + j];
        }
      }
      assertThat(sum).isCloseTo(0, within(1e-3));
      for (int j = 0; j < inputs; j++) {
        assertThat(slopes[j]).isCloseTo(ridge * weights(fitted)[output * inputs + j], within(5e-3));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 1_000})
  void neighbouringWindowsGiveTheEquationsThatWindowsByThemselvesGive(int gap) {
    Samples samples = windows(60, 5, 3, 2, gap);
    NormalEquations equations = new NormalEquations(samples);
    int inputs = 15;
    for (int row = 0; row < inputs; row++) {
      for (int column = 0; column <= row; column++) {
        double sum = 0;
        for (int i = 0; i < samples.count(); i++) {
          sum +=
              (samples.inputs()[i * inputs + row] - equations.inputMean(row))
                  * (samples.inputs()[i * inputs + column] - equations.inputMean(column));
        }
        assertThat(equations.gram()[row][column]).isCloseTo(sum, within(1e-10));
      }
    }
  }

  @Test
  void theSameSamplesGiveTheSameBits() throws Exception {
    Weights once = fit(windows(500, 8, 5, 3, 50), 1);

    assertThat(fit(windows(500, 8, 5, 3, 50), 1).sha256()).isEqualTo(once.sha256());
    // Found on JDK 17 on x86_64; any other machine that finds another number is one to look at.
    assertThat(once.sha256())
        .isEqualTo("92c575cf0a1c416db5b89d102fa73903f256bc80740d8b68924fbad441e9c518");
  }

  @Test
  void theSumsRunInOneOrderDownToTheLastBitOfADouble() throws Exception {
    // Floats would hide an order that differs between machines, for some time.
    NormalEquations equations = new NormalEquations(windows(300, 6, 5, 2, 50));
    double[][] gram = equations.gram();
    for (int i = 0; i < gram.length; i++) {
      gram[i][i] += 1;
    }
    Cholesky factor = Cholesky.of(gram);
    double[] solutions = equations.cross();
    factor.solve(solutions, 0);
    factor.solve(solutions, gram.length);
    ByteBuffer bytes = ByteBuffer.allocate(solutions.length * Double.BYTES);
    bytes.asDoubleBuffer().put(solutions);

    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array())))
        .isEqualTo("e9f1d6ec367f825b7d0f49c0d2979862aa23672b8c653bd7bfbff75eb2100d4c");
  }

  @Test
  void inputsThatAreMixturesOfOthersNeedARidge() throws Exception {
    Samples samples = windows(60, 2, 2, 1, 1_000);
    float[] inputs = samples.inputs().clone();
    for (int i = 1; i < inputs.length; i += 2) {
      inputs[i] = inputs[i - 1];
    }
    Samples twins = Samples.of(2, 2, 1, inputs, samples.targets(), samples.targetRows());

    assertThatThrownBy(() -> fit(twins, 0))
        .isInstanceOf(UnsolvableException.class)
        .hasMessageContainingAll("feature 2 in row 1", "ridge above 0.0");
    assertThatThrownBy(() -> fit(twins, 1e-14)).isInstanceOf(UnsolvableException.class);
    float[] shared = weights(fit(twins, 1e-3));
    assertThat(shared[0]).isCloseTo(shared[1], within(1e-5f));
  }

  @Test
  void aConstantInputNeedsARidgeAndThenGetsNoWeight() throws Exception {
    float[] inputs = {1, 0, 2, 0, 4, 0};
    Samples samples = Samples.of(1, 2, 1, inputs, new float[] {1, 2, 4}, new int[] {1, 2, 3});

    assertThatThrownBy(() -> fit(samples, 0))
        .isInstanceOf(UnsolvableException.class)
        .hasMessageContaining("feature 2 in row 1");
    assertThat(weights(fit(samples, 1))[1]).isZero();
  }

  @Test
  void valuesThatCannotBeSquaredOrKeptAreRefused() {
    float[] inputs = {-1e-30f, 0, 1e-30f};
    Samples steep =
        Samples.of(1, 1, 1, inputs, new float[] {-1e30f, 0, 1e30f}, new int[] {1, 2, 3});

    assertThatThrownBy(() -> fit(steep, 0))
        .isInstanceOf(UnsolvableException.class)
        .hasMessageContaining("no float");
  }

  @Test
  void moreInputsThanTheEquationsAreMadeForAreRefused() {
    RidgeRegression.requireSize(64, 64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RidgeRegression.requireSize(1_000, 5))
        .withMessageContainingAll("1000 lags and 5 features has 5000 inputs", "4096", "fewer lags");
    assertThatIllegalArgumentException().isThrownBy(() -> RidgeRegression.requireSize(1, 0));
  }

  @Test
  void whatDoesNotFitTogetherIsAMistakeInTheProgram() {
    Samples samples = windows(20, 2, 2, 1, 1_000);
    Samples untold = Samples.of(2, 2, 1, samples.inputs(), new float[0], samples.targetRows());

    assertThatIllegalArgumentException().isThrownBy(() -> fit(samples, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> fit(samples, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> fit(untold, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RidgeRegression.fit(samples, linear(2, 3, 1), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RidgeRegression.fit(samples, Architecture.lstm(2, 2, 3, 1), 1));
  }
}
