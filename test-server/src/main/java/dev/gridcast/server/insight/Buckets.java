package dev.gridcast.server.insight;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Figures of rows, apart by something. */
final class Buckets {

  private Buckets() {}

  /**
   * Of each bucket the figures that are known, ascending.
   *
   * @param bucket of the row at a place in {@code rows}; -1: in none
   */
  static double[][] sorted(BoardColumn figures, int[] rows, int buckets, IntUnaryOperator bucket) {
    int[] counts = new int[buckets];
    for (int i = 0; i < rows.length; i++) {
      int to = bucket.applyAsInt(i);
      if (to >= 0 && !Double.isNaN(figures.number(rows[i]))) {
        counts[to]++;
      }
    }
    double[][] values = new double[buckets][];
    for (int i = 0; i < buckets; i++) {
      values[i] = new double[counts[i]];
    }
    for (int i = 0; i < rows.length; i++) {
      int to = bucket.applyAsInt(i);
      double figure = figures.number(rows[i]);
      if (to >= 0 && !Double.isNaN(figure)) {
        values[to][--counts[to]] = figure;
      }
    }
    for (double[] bucketful : values) {
      Arrays.sort(bucketful);
    }
    return values;
  }
}
