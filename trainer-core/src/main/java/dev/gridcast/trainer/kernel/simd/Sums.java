package dev.gridcast.trainer.kernel.simd;

import static dev.gridcast.trainer.kernel.simd.VectorKernels.L;
import static dev.gridcast.trainer.kernel.simd.VectorKernels.SPECIES;

import dev.gridcast.trainer.kernel.Kernels;
import jdk.incubator.vector.FloatVector;

/** Sums of rows. */
final class Sums {

  private Sums() {}

  /** See {@link Kernels#addRows}. Four registers side by side, since each addition waits. */
  static void addRows(int rows, int n, float[] a, int ao, int as, float[] sums, int so) {
    int j = 0;
    for (; j + 4 * L <= n; j += 4 * L) {
      addFour(rows, a, ao + j, as, sums, so + j);
    }
    for (; j + L <= n; j += L) {
      addOne(rows, a, ao + j, as, sums, so + j);
    }
    for (; j < n; j++) {
      for (int i = 0; i < rows; i++) {
        sums[so + j] += a[ao + i * as + j];
      }
    }
  }

  private static void addFour(int rows, float[] a, int ao, int as, float[] sums, int so) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, sums, so);
    FloatVector s1 = FloatVector.fromArray(SPECIES, sums, so + L);
    FloatVector s2 = FloatVector.fromArray(SPECIES, sums, so + 2 * L);
    FloatVector s3 = FloatVector.fromArray(SPECIES, sums, so + 3 * L);
    for (int i = 0; i < rows; i++) {
      int at = ao + i * as;
      s0 = s0.add(FloatVector.fromArray(SPECIES, a, at));
      s1 = s1.add(FloatVector.fromArray(SPECIES, a, at + L));
      s2 = s2.add(FloatVector.fromArray(SPECIES, a, at + 2 * L));
      s3 = s3.add(FloatVector.fromArray(SPECIES, a, at + 3 * L));
    }
    s0.intoArray(sums, so);
    s1.intoArray(sums, so + L);
    s2.intoArray(sums, so + 2 * L);
    s3.intoArray(sums, so + 3 * L);
  }

  private static void addOne(int rows, float[] a, int ao, int as, float[] sums, int so) {
    FloatVector sum = FloatVector.fromArray(SPECIES, sums, so);
    for (int i = 0; i < rows; i++) {
      sum = sum.add(FloatVector.fromArray(SPECIES, a, ao + i * as));
    }
    sum.intoArray(sums, so);
  }
}
