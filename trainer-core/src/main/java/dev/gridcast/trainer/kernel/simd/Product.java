package dev.gridcast.trainer.kernel.simd;

import static dev.gridcast.trainer.kernel.simd.VectorKernels.L;

import dev.gridcast.trainer.kernel.Kernels;

/**
 * Products of matrices, cut into blocks that stay in the caches and tiles that stay in registers.
 */
final class Product {

  /** Rows of b per block: two registers of each, 16 KiB, stay in the first cache. */
  private static final int DEPTH = 128;

  /**
   * Whether there are registers for tiles of 8 rows: 32 of them with AVX-512, but 16 with AVX2,
   * where sums would be kept in memory.
   */
  private static final boolean TALL = L == Kernels.LANES;

  private Product() {}

  /** {@code c = s + a b}; s may be c. */
  static void add(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int as,
      int ak,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    for (int from = 0; from < k || from == 0; from += DEPTH) {
      int depth = Math.min(DEPTH, k - from);
      int a0 = ao + from * ak;
      int b0 = bo + from * bs;
      float[] sums = from == 0 ? s : c;
      int s0 = from == 0 ? so : co;
      int stride = from == 0 ? ss : cs;
      int j = 0;
      if (ak == 1) {
        for (; j + 2 * L <= n; j += 2 * L) {
          rows2(m, depth, a, a0, as, b, b0 + j, bs, sums, s0 + j, stride, c, co + j, cs);
        }
        for (; j + L <= n; j += L) {
          rows1(m, depth, a, a0, as, b, b0 + j, bs, sums, s0 + j, stride, c, co + j, cs);
        }
      } else if (as == 1) {
        for (; j + 2 * L <= n; j += 2 * L) {
          columns2(m, depth, a, a0, ak, b, b0 + j, bs, sums, s0 + j, stride, c, co + j, cs);
        }
        for (; j + L <= n; j += L) {
          columns1(m, depth, a, a0, ak, b, b0 + j, bs, sums, s0 + j, stride, c, co + j, cs);
        }
      }
      rest(m, n - j, depth, a, a0, as, ak, b, b0 + j, bs, sums, s0 + j, stride, c, co + j, cs);
    }
  }

  private static void rows2(
      int m,
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
    int i = 0;
    for (; TALL && i + 8 <= m; i += 8) {
      RowsTiles.rows8x2(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i + 4 <= m; i += 4) {
      RowsTiles.rows4x2(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i + 2 <= m; i += 2) {
      RowsTiles.rows2x2(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i < m; i++) {
      RowsTiles.rows1x2(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
  }

  private static void rows1(
      int m,
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
    int i = 0;
    for (; TALL && i + 8 <= m; i += 8) {
      RowsTiles.rows8x1(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i + 4 <= m; i += 4) {
      RowsTiles.rows4x1(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i < m; i++) {
      RowsTiles.rows1x1(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
  }

  private static void columns2(
      int m,
      int k,
      float[] a,
      int ao,
      int ak,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    int i = 0;
    for (; TALL && i + 8 <= m; i += 8) {
      ColumnsTiles.columns8x2(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i + 4 <= m; i += 4) {
      ColumnsTiles.columns4x2(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i + 2 <= m; i += 2) {
      ColumnsTiles.columns2x2(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i < m; i++) {
      ColumnsTiles.columns1x2(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
  }

  private static void columns1(
      int m,
      int k,
      float[] a,
      int ao,
      int ak,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    int i = 0;
    for (; TALL && i + 8 <= m; i += 8) {
      ColumnsTiles.columns8x1(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i + 4 <= m; i += 4) {
      ColumnsTiles.columns4x1(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i < m; i++) {
      ColumnsTiles.columns1x1(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
  }

  private static void rest(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int as,
      int ak,
      float[] b,
      int bo,
      int bs,
      float[] s,
      int so,
      int ss,
      float[] c,
      int co,
      int cs) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = s[so + i * ss + j];
        for (int at = 0; at < k; at++) {
          sum = Math.fma(a[ao + i * as + at * ak], b[bo + at * bs + j], sum);
        }
        c[co + i * cs + j] = sum;
      }
    }
  }
}
