package dev.gridcast.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Products of matrices against the formula, bit for bit, and nothing else written. */
class ProductTest {

  @Test
  void theTestsRunWithTheVectorApi() {
    assertThat(Kernels.best().describe()).matches("vector, \\d+ bits");
    assertThat(Kernels.scalar().describe()).isEqualTo("scalar");
  }

  @Property(tries = 500)
  void aProductHasTheBitsOfTheFormula(
      @ForAll @IntRange(max = 19) int m,
      @ForAll @IntRange(max = 75) int n,
      @ForAll @IntRange(max = 300) int k,
      @ForAll boolean transposed,
      @ForAll boolean biased,
      @ForAll long seed) {
    for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
      checkOne(kernels, m, n, k, transposed ? Access.TRANSPOSED : Access.AS_IT_IS, biased, seed);
    }
  }

  @Property(tries = 50)
  void anyStridesWillDo(
      @ForAll @IntRange(max = 9) int m,
      @ForAll @IntRange(max = 40) int n,
      @ForAll @IntRange(max = 20) int k,
      @ForAll long seed) {
    for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
      checkOne(kernels, m, n, k, Access.SPREAD, false, seed);
    }
  }

  /** How the numbers of a stand in their array. */
  private enum Access {
    AS_IT_IS,
    TRANSPOSED,
    SPREAD
  }

  private static void checkOne(
      Kernels kernels, int m, int n, int k, Access access, boolean biased, long seed) {
    Random random = new Random(seed);
    int as =
        switch (access) {
          case AS_IT_IS -> k + random.nextInt(4);
          case TRANSPOSED -> 1;
          case SPREAD -> 3 * k + 1;
        };
    int ak =
        switch (access) {
          case AS_IT_IS -> 1;
          case TRANSPOSED -> m + random.nextInt(4);
          case SPREAD -> 3;
        };
    int bs = n + random.nextInt(20);
    int cs = n + random.nextInt(20);
    int ao = random.nextInt(5);
    int bo = random.nextInt(5);
    int co = random.nextInt(5);
    float[] a = Floats.random(random, ao + m * as + k * ak + 1);
    float[] b = Floats.random(random, bo + k * bs);
    float[] bias = Floats.random(random, 3 + n);
    float[] c = Floats.random(random, co + m * cs);
    float[] expected = c.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = biased ? bias[3 + j] : expected[co + i * cs + j];
        for (int at = 0; at < k; at++) {
          sum = Math.fma(a[ao + i * as + at * ak], b[bo + at * bs + j], sum);
        }
        expected[co + i * cs + j] = sum;
      }
    }
    if (biased) {
      kernels.affine(m, n, k, a, ao, as, ak, b, bo, bs, bias, 3, c, co, cs);
    } else {
      kernels.gemm(m, n, k, a, ao, as, ak, b, bo, bs, c, co, cs);
    }
    assertThat(Arrays.equals(c, expected)).as(kernels.describe()).isTrue();
  }
}
