package dev.gridcast.trainer.kernel;

/** One row of a product of matrices. */
final class ScalarProduct {

  private ScalarProduct() {}

  /**
   * Adds {@code a b} to a row of c. Four rows of b per turn, because loading and storing the sums
   * is what costs.
   */
  static void addRow(
      int n, int k, float[] a, int ao, int ak, float[] b, int bo, int bs, float[] c, int co) {
    int i = 0;
    for (; i + 4 <= k; i += 4) {
      int at = ao + i * ak;
      addFour(n, a[at], a[at + ak], a[at + 2 * ak], a[at + 3 * ak], b, bo + i * bs, bs, c, co);
    }
    for (; i < k; i++) {
      addOne(n, a[ao + i * ak], b, bo + i * bs, c, co);
    }
  }

  private static void addFour(
      int n, float w, float x, float y, float z, float[] b, int bo, int bs, float[] c, int co) {
    int second = bo + bs;
    int third = second + bs;
    int fourth = third + bs;
    for (int j = 0; j < n; j++) {
      float sum = Math.fma(w, b[bo + j], c[co + j]);
      sum = Math.fma(x, b[second + j], sum);
      sum = Math.fma(y, b[third + j], sum);
      c[co + j] = Math.fma(z, b[fourth + j], sum);
    }
  }

  private static void addOne(int n, float w, float[] b, int bo, float[] c, int co) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.fma(w, b[bo + j], c[co + j]);
    }
  }

  static void addRows(int rows, int n, float[] a, int ao, int as, float[] sums, int so) {
    for (int i = 0; i < rows; i++) {
      int row = ao + i * as;
      for (int j = 0; j < n; j++) {
        sums[so + j] += a[row + j];
      }
    }
  }
}
