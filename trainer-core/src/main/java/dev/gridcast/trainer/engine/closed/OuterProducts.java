package dev.gridcast.trainer.engine.closed;

/**
 * Sums of outer products, {@code c[f][g] += a[row][f] * b[row][g]} over rows: nearly all the work
 * of setting up normal equations. Each sum runs over the rows in their order, whatever the blocks
 * are.
 */
final class OuterProducts {

  /** So many numbers of a row of {@code c} at once, and so many of its rows: they stay in L1. */
  private static final int WIDTH = 256;

  private static final int HEIGHT = 16;

  private OuterProducts() {}

  /**
   * Adds the products of some rows.
   *
   * @param rows how many
   * @param a rows of {@code aWidth} numbers, the first at {@code aAt}
   * @param b rows of {@code bWidth} numbers, the first at {@code bAt}
   * @param c [aWidth][bWidth], row-major
   */
  static void add(
      int rows, double[] a, int aAt, int aWidth, double[] b, int bAt, int bWidth, double[] c) {
    for (int g = 0; g < bWidth; g += WIDTH) {
      int width = Math.min(WIDTH, bWidth - g);
      for (int f = 0; f < aWidth; f += HEIGHT) {
        int end = Math.min(f + HEIGHT, aWidth);
        for (int row = 0; row < rows; row += 4) {
          for (int i = f; i < end; i++) {
            int left = aAt + row * aWidth + i;
            int right = bAt + row * bWidth + g;
            if (row + 4 <= rows) {
              addFour(a, left, aWidth, b, right, bWidth, c, i * bWidth + g, width);
            } else {
              for (int rest = 0; rest < rows - row; rest++) {
                double factor = a[left + rest * aWidth];
                addOne(factor, b, right + rest * bWidth, c, i * bWidth + g, width);
              }
            }
          }
        }
      }
    }
  }

  /** Four rows per turn, because loading and storing the sums is what costs. */
  private static void addFour(
      double[] a,
      int left,
      int aWidth,
      double[] b,
      int right,
      int bWidth,
      double[] c,
      int at,
      int width) {
    double first = a[left];
    double second = a[left + aWidth];
    double third = a[left + 2 * aWidth];
    double fourth = a[left + 3 * aWidth];
    int right2 = right + bWidth;
    int right3 = right2 + bWidth;
    int right4 = right3 + bWidth;
    for (int j = 0; j < width; j++) {
      c[at + j] =
          c[at + j]
              + first * b[right + j]
              + second * b[right2 + j]
              + third * b[right3 + j]
              + fourth * b[right4 + j];
    }
  }

  private static void addOne(double factor, double[] b, int right, double[] c, int at, int width) {
    for (int j = 0; j < width; j++) {
      c[at + j] = c[at + j] + factor * b[right + j];
    }
  }
}
