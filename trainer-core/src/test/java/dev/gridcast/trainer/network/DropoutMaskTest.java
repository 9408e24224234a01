package dev.gridcast.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutMaskTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.25, 0.5, 0.9})
  void dropsThatShareAndKeepsTheMean(double rate) {
    float[] factors = mask(100_000, rate, 1, 0, 0);
    float kept = (float) (1 / (1 - rate));
    int zeros = 0;
    for (float factor : factors) {
      assertThat(factor == 0 || factor == kept).isTrue();
      zeros += factor == 0 ? 1 : 0;
    }
    assertThat(zeros / 100_000.0).isEqualTo(rate, within(0.005));
  }

  @Test
  void isAnotherForEachSeedLayerAndStepAndTheSameForTheSame() {
    float[] mask = mask(64, 0.5, 1, 3, 5);
    assertThat(mask(64, 0.5, 1, 3, 5)).containsExactly(mask);
    assertThat(Arrays.equals(mask(64, 0.5, 2, 3, 5), mask)).isFalse();
    assertThat(Arrays.equals(mask(64, 0.5, 1, 4, 5), mask)).isFalse();
    assertThat(Arrays.equals(mask(64, 0.5, 1, 3, 6), mask)).isFalse();
    // A layer further must not be the mask of a step further.
    assertThat(Arrays.equals(mask(64, 0.5, 1, 31, 5), mask(64, 0.5, 1, 0, 6))).isFalse();
  }

  @Test
  void isNotTheStreamOfTheFirstWeights() {
    float[] mask = mask(64, 0.5, 1, 0, 0);
    SeededRandom weights = SeededRandom.of(1, 0);
    float[] fromWeights = new float[64];
    for (int i = 0; i < 64; i++) {
      fromWeights[i] = weights.nextFloat() < 0.5 ? 0 : 2;
    }
    assertThat(Arrays.equals(mask, fromWeights)).isFalse();
  }

  @Test
  void fillsOnlyWhatIsAskedForAndALongerOneBeginsTheSame() {
    float[] factors = new float[10];
    Arrays.fill(factors, -1);
    DropoutMask.fill(factors, 6, 0.5, 1, 0, 0);
    assertThat(Arrays.copyOf(factors, 6)).containsExactly(Arrays.copyOf(mask(10, 0.5, 1, 0, 0), 6));
    assertThat(Arrays.copyOfRange(factors, 6, 10)).containsOnly(-1);
  }

  private static float[] mask(int count, double rate, long seed, int layer, long step) {
    float[] factors = new float[count];
    DropoutMask.fill(factors, count, rate, seed, layer, step);
    return factors;
  }
}
