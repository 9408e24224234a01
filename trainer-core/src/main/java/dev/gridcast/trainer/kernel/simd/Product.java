package dev.gridcast.trainer.kernel.simd;

import static dev.gridcast.trainer.kernel.simd.VectorKernels.L;

import dev.gridcast.trainer.kernel.Kernels;

/**
 * Products of matrices, cut into blocks that stay in the caches and tiles that stay in registers
 * (K. Goto, R. van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34,
 * 2008; without their packing, since rows here are short and their strides no powers of two). Sums
 * are put down and taken up again between blocks, so their order is that of the formula.
 */
final class Product {

  /** Rows of b per block: two registers of each, 16 KiB, stay in the first cache. */
  private static final int DEPTH = 128;

  /**
   * Whether tiles have 8 rows, else 6: AVX-512 has 32 registers, but AVX2 has 16, and what does not
   * fit is kept in memory.
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
          transposed2(m, depth, a, a0, ak, b, b0 + j, bs, sums, s0 + j, stride, c, co + j, cs);
        }
        for (; j + L <= n; j += L) {
          transposed1(m, depth, a, a0, ak, b, b0 + j, bs, sums, s0 + j, stride, c, co + j, cs);
        }
      }
      rest(m, n - j, depth, a, a0, as, ak, b, b0 + j, bs, sums, s0 + j, stride, c, co + j, cs);
    }
  }

  /** As many columns as two registers hold. */
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
      RowTiles.tile8x2(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; !TALL && i + 6 <= m; i += 6) {
      RowTiles.tile6x2(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i + 4 <= m; i += 4) {
      RowTiles.tile4x2(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i + 2 <= m; i += 2) {
      RowTiles.tile2x2(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i < m; i++) {
      RowTiles.tile1x2(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
  }

  /** As many columns as one register holds. */
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
      RowTiles.tile8x1(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i + 4 <= m; i += 4) {
      RowTiles.tile4x1(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i < m; i++) {
      RowTiles.tile1x1(k, a, ao + i * as, as, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
  }

  /** Two registers of columns, a transposed. */
  private static void transposed2(
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
      TransposedTiles.tile8x2(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; !TALL && i + 6 <= m; i += 6) {
      TransposedTiles.tile6x2(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i + 4 <= m; i += 4) {
      TransposedTiles.tile4x2(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i + 2 <= m; i += 2) {
      TransposedTiles.tile2x2(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i < m; i++) {
      TransposedTiles.tile1x2(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
  }

  /** One register of columns, a transposed. */
  private static void transposed1(
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
      TransposedTiles.tile8x1(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i + 4 <= m; i += 4) {
      TransposedTiles.tile4x1(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
    for (; i < m; i++) {
      TransposedTiles.tile1x1(k, a, ao + i, ak, b, bo, bs, s, so + i * ss, ss, c, co + i * cs, cs);
    }
  }

  /** What is narrower than a register, and what has other strides. */
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
