package dev.gridcast.trainer.kernel.simd;

import static dev.gridcast.trainer.kernel.simd.VectorKernels.L;
import static dev.gridcast.trainer.kernel.simd.VectorKernels.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Small pieces of a product, {@code c = s + a b}, whose sums stay in registers: a register of b is
 * loaded once for all rows, a number of a once for both registers.
 *
 * <p>All do the same, {@code tile4x2} for four rows and two registers of columns; the parameters
 * are those of {@link Product#add} with {@code ak = 1}: since then the compiler can check the
 * bounds of a before the loop. Written out, for Java has no arrays of registers.
 */
final class RowTiles {

  private RowTiles() {}

  static void tile8x2(
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, so + L);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, so + ss + L);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, so + 2 * ss + L);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, so + 3 * ss + L);
    FloatVector c40 = FloatVector.fromArray(SPECIES, s, so + 4 * ss);
    FloatVector c41 = FloatVector.fromArray(SPECIES, s, so + 4 * ss + L);
    FloatVector c50 = FloatVector.fromArray(SPECIES, s, so + 5 * ss);
    FloatVector c51 = FloatVector.fromArray(SPECIES, s, so + 5 * ss + L);
    FloatVector c60 = FloatVector.fromArray(SPECIES, s, so + 6 * ss);
    FloatVector c61 = FloatVector.fromArray(SPECIES, s, so + 6 * ss + L);
    FloatVector c70 = FloatVector.fromArray(SPECIES, s, so + 7 * ss);
    FloatVector c71 = FloatVector.fromArray(SPECIES, s, so + 7 * ss + L);
    int a1 = ao + as;
    int a2 = ao + 2 * as;
    int a3 = ao + 3 * as;
    int a4 = ao + 4 * as;
    int a5 = ao + 5 * as;
    int a6 = ao + 6 * as;
    int a7 = ao + 7 * as;
    for (int i = 0; i < k; i++) {
      int row = bo + i * bs;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + L);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + i]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[a1 + i]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[a2 + i]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[a3 + i]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(SPECIES, a[a4 + i]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(SPECIES, a[a5 + i]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
      x = FloatVector.broadcast(SPECIES, a[a6 + i]);
      c60 = x.fma(b0, c60);
      c61 = x.fma(b1, c61);
      x = FloatVector.broadcast(SPECIES, a[a7 + i]);
      c70 = x.fma(b0, c70);
      c71 = x.fma(b1, c71);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + L);
    c10.intoArray(c, co + cs);
    c11.intoArray(c, co + cs + L);
    c20.intoArray(c, co + 2 * cs);
    c21.intoArray(c, co + 2 * cs + L);
    c30.intoArray(c, co + 3 * cs);
    c31.intoArray(c, co + 3 * cs + L);
    c40.intoArray(c, co + 4 * cs);
    c41.intoArray(c, co + 4 * cs + L);
    c50.intoArray(c, co + 5 * cs);
    c51.intoArray(c, co + 5 * cs + L);
    c60.intoArray(c, co + 6 * cs);
    c61.intoArray(c, co + 6 * cs + L);
    c70.intoArray(c, co + 7 * cs);
    c71.intoArray(c, co + 7 * cs + L);
  }

  static void tile6x2(
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, so + L);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, so + ss + L);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, so + 2 * ss + L);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, so + 3 * ss + L);
    FloatVector c40 = FloatVector.fromArray(SPECIES, s, so + 4 * ss);
    FloatVector c41 = FloatVector.fromArray(SPECIES, s, so + 4 * ss + L);
    FloatVector c50 = FloatVector.fromArray(SPECIES, s, so + 5 * ss);
    FloatVector c51 = FloatVector.fromArray(SPECIES, s, so + 5 * ss + L);
    int a1 = ao + as;
    int a2 = ao + 2 * as;
    int a3 = ao + 3 * as;
    int a4 = ao + 4 * as;
    int a5 = ao + 5 * as;
    for (int i = 0; i < k; i++) {
      int row = bo + i * bs;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + L);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + i]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[a1 + i]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[a2 + i]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[a3 + i]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(SPECIES, a[a4 + i]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(SPECIES, a[a5 + i]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + L);
    c10.intoArray(c, co + cs);
    c11.intoArray(c, co + cs + L);
    c20.intoArray(c, co + 2 * cs);
    c21.intoArray(c, co + 2 * cs + L);
    c30.intoArray(c, co + 3 * cs);
    c31.intoArray(c, co + 3 * cs + L);
    c40.intoArray(c, co + 4 * cs);
    c41.intoArray(c, co + 4 * cs + L);
    c50.intoArray(c, co + 5 * cs);
    c51.intoArray(c, co + 5 * cs + L);
  }

  static void tile4x2(
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, so + L);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, so + ss + L);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, so + 2 * ss + L);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, so + 3 * ss + L);
    int a1 = ao + as;
    int a2 = ao + 2 * as;
    int a3 = ao + 3 * as;
    for (int i = 0; i < k; i++) {
      int row = bo + i * bs;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + L);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + i]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[a1 + i]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[a2 + i]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[a3 + i]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + L);
    c10.intoArray(c, co + cs);
    c11.intoArray(c, co + cs + L);
    c20.intoArray(c, co + 2 * cs);
    c21.intoArray(c, co + 2 * cs + L);
    c30.intoArray(c, co + 3 * cs);
    c31.intoArray(c, co + 3 * cs + L);
  }

  static void tile2x2(
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, so + L);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, so + ss + L);
    int a1 = ao + as;
    for (int i = 0; i < k; i++) {
      int row = bo + i * bs;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + L);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + i]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[a1 + i]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + L);
    c10.intoArray(c, co + cs);
    c11.intoArray(c, co + cs + L);
  }

  static void tile1x2(
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, so + L);
    for (int i = 0; i < k; i++) {
      int row = bo + i * bs;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + L);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + i]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + L);
  }

  static void tile8x1(
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    FloatVector c40 = FloatVector.fromArray(SPECIES, s, so + 4 * ss);
    FloatVector c50 = FloatVector.fromArray(SPECIES, s, so + 5 * ss);
    FloatVector c60 = FloatVector.fromArray(SPECIES, s, so + 6 * ss);
    FloatVector c70 = FloatVector.fromArray(SPECIES, s, so + 7 * ss);
    int a1 = ao + as;
    int a2 = ao + 2 * as;
    int a3 = ao + 3 * as;
    int a4 = ao + 4 * as;
    int a5 = ao + 5 * as;
    int a6 = ao + 6 * as;
    int a7 = ao + 7 * as;
    for (int i = 0; i < k; i++) {
      int row = bo + i * bs;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + i]);
      c00 = x.fma(b0, c00);
      x = FloatVector.broadcast(SPECIES, a[a1 + i]);
      c10 = x.fma(b0, c10);
      x = FloatVector.broadcast(SPECIES, a[a2 + i]);
      c20 = x.fma(b0, c20);
      x = FloatVector.broadcast(SPECIES, a[a3 + i]);
      c30 = x.fma(b0, c30);
      x = FloatVector.broadcast(SPECIES, a[a4 + i]);
      c40 = x.fma(b0, c40);
      x = FloatVector.broadcast(SPECIES, a[a5 + i]);
      c50 = x.fma(b0, c50);
      x = FloatVector.broadcast(SPECIES, a[a6 + i]);
      c60 = x.fma(b0, c60);
      x = FloatVector.broadcast(SPECIES, a[a7 + i]);
      c70 = x.fma(b0, c70);
    }
    c00.intoArray(c, co);
    c10.intoArray(c, co + cs);
    c20.intoArray(c, co + 2 * cs);
    c30.intoArray(c, co + 3 * cs);
    c40.intoArray(c, co + 4 * cs);
    c50.intoArray(c, co + 5 * cs);
    c60.intoArray(c, co + 6 * cs);
    c70.intoArray(c, co + 7 * cs);
  }

  static void tile4x1(
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + ss);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * ss);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * ss);
    int a1 = ao + as;
    int a2 = ao + 2 * as;
    int a3 = ao + 3 * as;
    for (int i = 0; i < k; i++) {
      int row = bo + i * bs;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + i]);
      c00 = x.fma(b0, c00);
      x = FloatVector.broadcast(SPECIES, a[a1 + i]);
      c10 = x.fma(b0, c10);
      x = FloatVector.broadcast(SPECIES, a[a2 + i]);
      c20 = x.fma(b0, c20);
      x = FloatVector.broadcast(SPECIES, a[a3 + i]);
      c30 = x.fma(b0, c30);
    }
    c00.intoArray(c, co);
    c10.intoArray(c, co + cs);
    c20.intoArray(c, co + 2 * cs);
    c30.intoArray(c, co + 3 * cs);
  }

  static void tile1x1(
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    for (int i = 0; i < k; i++) {
      int row = bo + i * bs;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector x = FloatVector.broadcast(SPECIES, a[ao + i]);
      c00 = x.fma(b0, c00);
    }
    c00.intoArray(c, co);
  }
}
