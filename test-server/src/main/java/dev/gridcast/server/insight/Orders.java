package dev.gridcast.server.insight;

import java.util.function.IntToLongFunction;

/** Sorting row numbers by a key, fast: a radix sort, 2,048 heaps at a time. */
final class Orders {

  /** The key of what comes last whatever the direction. */
  static final long LAST = -1;

  private static final int BITS = 11;
  private static final int HEAPS = 1 << BITS;
  private static final int PASSES = (Long.SIZE + BITS - 1) / BITS;

  private Orders() {}

  /** The key of a number; what is not a number comes last either way. */
  static long key(double value, boolean descending) {
    if (Double.isNaN(value)) {
      return LAST;
    }
    long bits = Double.doubleToLongBits(value + 0.0); // one zero, not two
    long ascending = bits ^ ((bits >> 63) | Long.MIN_VALUE);
    return descending ? ~ascending : ascending;
  }

  /** The numbers from 0 to {@code rows - 1} by their keys, unsigned; equal ones stay in order. */
  static int[] by(int rows, IntToLongFunction key) {
    long[] keys = new long[rows];
    int[] order = new int[rows];
    int[][] counts = new int[PASSES][HEAPS];
    for (int row = 0; row < rows; row++) {
      long value = key.applyAsLong(row);
      keys[row] = value;
      order[row] = row;
      for (int pass = 0; pass < PASSES; pass++) {
        counts[pass][heap(value, pass)]++;
      }
    }
    int[] next = new int[rows];
    for (int pass = 0; pass < PASSES; pass++) {
      int[] count = counts[pass];
      if (rows == 0 || count[heap(keys[0], pass)] == rows) {
        continue; // all in one heap
      }
      int start = 0;
      for (int heap = 0; heap < HEAPS; heap++) {
        int here = count[heap];
        count[heap] = start;
        start += here;
      }
      for (int row : order) {
        next[count[heap(keys[row], pass)]++] = row;
      }
      int[] swap = order;
      order = next;
      next = swap;
    }
    return order;
  }

  private static int heap(long key, int pass) {
    return (int) (key >>> (pass * BITS)) & (HEAPS - 1);
  }
}
