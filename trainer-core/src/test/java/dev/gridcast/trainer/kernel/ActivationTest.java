package dev.gridcast.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ActivationTest {

  private static final Kernels[] BOTH = {Kernels.scalar(), Kernels.best()};

  @Property
  void bothGiveTheSameBitsAndTouchNothingElse(
      @ForAll @IntRange(max = 50) int count,
      @ForAll @IntRange(max = 20) int offset,
      @ForAll @IntRange(min = -3, max = 40) int scale,
      @ForAll long seed) {
    float[] values = Floats.random(new Random(seed), offset + count + 5);
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) Math.pow(2, scale);
    }
    float[] tanh = values.clone();
    float[] sigmoid = values.clone();
    for (int i = offset; i < offset + count; i++) {
      tanh[i] = ScalarActivation.tanh(tanh[i]);
      sigmoid[i] = ScalarActivation.sigmoid(sigmoid[i]);
    }
    for (Kernels kernels : BOTH) {
      float[] found = values.clone();
      kernels.tanh(found, offset, count);
      assertThat(Arrays.equals(found, tanh)).as(kernels.describe()).isTrue();
      found = values.clone();
      kernels.sigmoid(found, offset, count);
      assertThat(Arrays.equals(found, sigmoid)).as(kernels.describe()).isTrue();
    }
  }

  @Test
  void theyAreCloseToTheTrueValues() {
    for (Kernels kernels : BOTH) {
      float[] x = new float[200_001];
      for (int i = 0; i < x.length; i++) {
        x[i] = (i - 100_000) / 5_000f;
      }
      float[] tanh = x.clone();
      float[] sigmoid = x.clone();
      kernels.tanh(tanh, 0, x.length);
      kernels.sigmoid(sigmoid, 0, x.length);
      double worst = 0;
      for (int i = 0; i < x.length; i++) {
        worst = Math.max(worst, Math.abs(tanh[i] - Math.tanh(x[i])));
        worst = Math.max(worst, Math.abs(sigmoid[i] - 1 / (1 + Math.exp(-x[i]))));
      }
      assertThat(worst).as(kernels.describe()).isBetween(1e-9, 4e-7);
    }
  }

  @Test
  void theEndsAreFlatAndNotANumberStaysOne() {
    for (Kernels kernels : BOTH) {
      float[] x = new float[Kernels.LANES + 1];
      x[0] = Float.POSITIVE_INFINITY;
      x[1] = Float.NEGATIVE_INFINITY;
      x[2] = Float.NaN;
      x[Kernels.LANES] = Float.NaN;
      float[] sigmoid = x.clone();
      kernels.tanh(x, 0, x.length);
      kernels.sigmoid(sigmoid, 0, x.length);
      assertThat(x[0]).isBetween(1 - 1e-6f, 1 + 1e-6f);
      assertThat(x[1]).isEqualTo(-x[0]);
      assertThat(x[2]).isNaN();
      assertThat(x[3]).isZero();
      assertThat(x[Kernels.LANES]).isNaN();
      assertThat(sigmoid[1]).isBetween(0f, 1e-6f);
      assertThat(sigmoid[2]).isNaN();
      assertThat(sigmoid[3]).isEqualTo(0.5f);
    }
  }
}
