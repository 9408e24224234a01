package dev.gridcast.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GruTest {

  /** Numbers before and behind everything, which must stay. */
  private static final int EDGE = 3;

  private static final Kernels[] BOTH = {Kernels.scalar(), Kernels.best()};

  @Property
  void hasTheBitsOfTheFormulas(
      @ForAll @IntRange(min = 1, max = 4) int windows,
      @ForAll @IntRange(min = 1, max = 50) int units,
      @ForAll @IntRange(max = 5) int more,
      @ForAll long seed) {
    int gs = 3 * units + more;
    int stride = units + more;
    Random random = new Random(seed);
    float[] sums = Floats.random(random, windows * gs + 2 * EDGE);
    float[] recurrent = Floats.random(random, windows * gs + 2 * EDGE);
    float[] before = Floats.random(random, windows * stride + 2 * EDGE);
    float[] hidden = Floats.random(random, windows * stride + 2 * EDGE);
    float[] expectedSums = sums.clone();
    float[] expectedHidden = hidden.clone();
    for (int window = 0; window < windows; window++) {
      for (int j = 0; j < units; j++) {
        int s = EDGE + window * gs + j;
        int h = EDGE + window * stride + j;
        float r = ScalarActivation.sigmoid(sums[s] + recurrent[s]);
        float z = ScalarActivation.sigmoid(sums[s + units] + recurrent[s + units]);
        float n = ScalarActivation.tanh(Math.fma(r, recurrent[s + 2 * units], sums[s + 2 * units]));
        expectedSums[s] = r;
        expectedSums[s + units] = z;
        expectedSums[s + 2 * units] = n;
        expectedHidden[h] = Math.fma(z, before[h] - n, n);
      }
    }
    for (Kernels kernels : BOTH) {
      float[] s = sums.clone();
      float[] u = recurrent.clone();
      float[] h = hidden.clone();
      kernels.gru(windows, units, s, EDGE, u, EDGE, gs, before, EDGE, h, EDGE, stride);
      assertThat(Arrays.equals(s, expectedSums)).as(kernels.describe()).isTrue();
      assertThat(Arrays.equals(u, recurrent)).as(kernels.describe()).isTrue();
      assertThat(Arrays.equals(h, expectedHidden)).as(kernels.describe()).isTrue();
    }
  }

  @Property
  void itsGradientHasTheBitsOfTheFormulas(
      @ForAll @IntRange(min = 1, max = 4) int windows,
      @ForAll @IntRange(min = 1, max = 50) int units,
      @ForAll @IntRange(max = 5) int more,
      @ForAll long seed) {
    int gs = 3 * units + more;
    int stride = units + more;
    Random random = new Random(seed);
    float[] sums = Floats.random(random, windows * gs + 2 * EDGE);
    float[] recurrent = Floats.random(random, windows * gs + 2 * EDGE);
    float[] before = Floats.random(random, windows * stride + 2 * EDGE);
    float[] gradient = Floats.random(random, windows * stride + 2 * EDGE);
    float[] carried = Floats.random(random, windows * stride + 2 * EDGE);
    float[] ds = sums.clone();
    float[] du = recurrent.clone();
    float[] db = carried.clone();
    for (int window = 0; window < windows; window++) {
      for (int j = 0; j < units; j++) {
        int s = EDGE + window * gs + j;
        int h = EDGE + window * stride + j;
        float r = sums[s];
        float z = sums[s + units];
        float n = sums[s + 2 * units];
        float dn = gradient[h] * (1 - z) * (1 - n * n);
        ds[s] = dn * recurrent[s + 2 * units] * (r * (1 - r));
        ds[s + units] = gradient[h] * (before[h] - n) * (z * (1 - z));
        ds[s + 2 * units] = dn;
        du[s] = ds[s];
        du[s + units] = ds[s + units];
        du[s + 2 * units] = dn * r;
        db[h] = Math.fma(gradient[h], z, carried[h]);
      }
    }
    for (Kernels kernels : BOTH) {
      float[] s = sums.clone();
      float[] u = recurrent.clone();
      float[] b = carried.clone();
      kernels.gruGradient(
          windows, units, s, EDGE, u, EDGE, gs, before, EDGE, gradient, EDGE, b, EDGE, stride);
      assertThat(Arrays.equals(s, ds)).as(kernels.describe()).isTrue();
      assertThat(Arrays.equals(u, du)).as(kernels.describe()).isTrue();
      assertThat(Arrays.equals(b, db)).as(kernels.describe()).isTrue();
    }
  }
}
