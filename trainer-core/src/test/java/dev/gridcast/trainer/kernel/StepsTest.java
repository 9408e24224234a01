package dev.gridcast.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The steps of the optimisers and the sums of rows. */
class StepsTest {

  private static final Kernels[] BOTH = {Kernels.scalar(), Kernels.best()};

  @Property(tries = 200)
  void bothGiveTheSameBits(@ForAll @IntRange(max = 70) int count, @ForAll long seed) {
    float[][][] results = new float[2][][];
    for (int i = 0; i < 2; i++) {
      Random random = new Random(seed);
      float[] w = Floats.random(random, count + 3);
      float[] g = Floats.random(random, count + 3);
      float[] m = Floats.random(random, count + 3);
      float[] v = absolute(Floats.random(random, count + 3));
      float[] square = v.clone();
      float[] other = w.clone();
      BOTH[i].adam(count, w, g, m, v, 0.001f);
      BOTH[i].rmsProp(count, other, g, square, 0.001f);
      results[i] = new float[][] {w, m, v, other, square, g};
    }
    assertThat(results[1]).isDeepEqualTo(results[0]);
  }

  @Property(tries = 200)
  void rowsAreAddedFromTheFirstToTheLast(
      @ForAll @IntRange(max = 40) int rows,
      @ForAll @IntRange(max = 150) int columns,
      @ForAll long seed) {
    Random random = new Random(seed);
    int stride = columns + random.nextInt(5);
    float[] a = Floats.random(random, 2 + rows * stride);
    float[] sums = Floats.random(random, columns + 4);
    float[] expected = sums.clone();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        expected[1 + j] += a[2 + i * stride + j];
      }
    }
    for (Kernels kernels : BOTH) {
      float[] found = sums.clone();
      kernels.addRows(rows, columns, a, 2, stride, found, 1);
      assertThat(found).as(kernels.describe()).isEqualTo(expected);
    }
  }

  /** Two steps worked out by hand from the formulas, with g = 0.5 and then -1. */
  @Test
  void theStepsAreThoseOfTheFormulas() {
    for (Kernels kernels : BOTH) {
      float[] w = {1};
      float[] m = {0};
      float[] v = {0};
      kernels.adam(1, w, new float[] {0.5f}, m, v, 0.01f);
      assertThat(m[0]).isCloseTo(0.05f, Offset.offset(1e-8f));
      assertThat(v[0]).isCloseTo(0.00025f, Offset.offset(1e-10f));
      // 1 - 0.01 * 0.05 / sqrt(0.00025)
      assertThat(w[0]).isCloseTo(0.968377f, Offset.offset(1e-6f));
      kernels.adam(1, w, new float[] {-1}, m, v, 0.01f);
      // m = 0.045 - 0.1, v = 0.00024975 + 0.001
      assertThat(w[0]).isCloseTo(0.983935f, Offset.offset(1e-6f));

      float[] x = {1};
      float[] square = {0};
      kernels.rmsProp(1, x, new float[] {0.5f}, square, 0.01f);
      // 1 - 0.01 * 0.5 / sqrt(0.025)
      assertThat(x[0]).isCloseTo(0.968377f, Offset.offset(1e-6f));
      assertThat(square[0]).isCloseTo(0.025f, Offset.offset(1e-8f));
    }
  }

  private static float[] absolute(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i]);
    }
    return values;
  }
}
