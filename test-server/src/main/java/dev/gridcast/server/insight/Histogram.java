package dev.gridcast.server.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How figures spread.
 *
 * @param edges ascending, one more than there are counts
 * @param counts how many figures lie between two edges; the last bin includes its upper edge
 */
public record Histogram(List<Double> edges, List<Integer> counts) {

  private static final int LEAST_BINS = 10;
  private static final int MOST_BINS = 60;

  public Histogram {
    edges = List.copyOf(edges);
    counts = List.copyOf(counts);
  }

  /**
   * With bins as wide as Freedman and Diaconis (1981) say, {@code 2 IQR / cbrt(n)}, but from
   * {@value #LEAST_BINS} to {@value #MOST_BINS} of them.
   */
  static Histogram of(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    double least = sorted[0];
    double most = sorted[sorted.length - 1];
    if (!(most > least)) {
      double room = Math.max(Math.abs(least) * 1e-9, 1e-9);
      least -= room;
      most += room;
    }
    double width =
        2 * (Quantiles.of(sorted, 0.75) - Quantiles.of(sorted, 0.25)) / Math.cbrt(sorted.length);
    double wanted = width > 0 ? Math.ceil((most - least) / width) : LEAST_BINS;
    int bins = (int) Math.max(LEAST_BINS, Math.min(MOST_BINS, wanted));
    int[] counts = new int[bins];
    for (double figure : sorted) {
      counts[Math.min(bins - 1, (int) ((figure - least) / (most - least) * bins))]++;
    }
    List<Double> edges = new ArrayList<>();
    for (int i = 0; i <= bins; i++) {
      edges.add(i == bins ? most : least + (most - least) * i / bins);
    }
    return new Histogram(edges, Arrays.stream(counts).boxed().toList());
  }
}
