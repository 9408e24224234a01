package dev.gridcast.trainer.engine.closed;

/**
 * The factor {@code L} of a symmetric positive definite matrix {@code A = L L'} (Cholesky), and
 * solutions of {@code A x = b}. In double; every sum runs in one fixed order.
 */
final class Cholesky {

  /**
   * The least share of a column that must be its own, not a mixture of the columns before it. Below
   * that, what is left is rounding, and a solution would be noise.
   */
  private static final double LEAST_SHARE = 1e-12;

  private final double[][] factor;

  private Cholesky(double[][] factor) {
    this.factor = factor;
  }

  /** A column that is none of its own: the matrix is not positive definite, or hardly so. */
  static final class SingularException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int column;

    SingularException(int column) {
      this.column = column;
    }

    /** Which column it is. */
    int column() {
      return column;
    }
  }

  /**
   * Factors a matrix in its own place.
   *
   * @param lower its lower triangle, row by row; overwritten
   */
  static Cholesky of(double[][] lower) throws SingularException {
    for (int i = 0; i < lower.length; i++) {
      double[] row = lower[i];
      double own = row[i];
      for (int j = 0; j < i; j++) {
        row[j] = (row[j] - dot(row, lower[j], j)) / lower[j][j];
      }
      double pivot = own - dot(row, row, i);
      // Written so that NaN is refused too.
      if (!(pivot > LEAST_SHARE * own)) {
        throw new SingularException(i);
      }
      row[i] = StrictMath.sqrt(pivot);
    }
    return new Cholesky(lower);
  }

  /**
   * Solves {@code A x = b}.
   *
   * @param values {@code b} from {@code at} on, replaced by {@code x}
   */
  void solve(double[] values, int at) {
    int size = factor.length;
    for (int i = 0; i < size; i++) {
      double sum = values[at + i];
      for (int j = 0; j < i; j++) {
        sum -= factor[i][j] * values[at + j];
      }
      values[at + i] = sum / factor[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      double solved = values[at + i] / factor[i][i];
      values[at + i] = solved;
      for (int j = 0; j < i; j++) {
        values[at + j] -= factor[i][j] * solved;
      }
    }
  }

  /** Four sums side by side, so that one addition need not wait for the other. */
  private static double dot(double[] a, double[] b, int count) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (; i < count; i++) {
      first += a[i] * b[i];
    }
    return (first + second) + (third + fourth);
  }
}
