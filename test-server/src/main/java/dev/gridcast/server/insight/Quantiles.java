package dev.gridcast.server.insight;

/** Quantiles of samples, between neighbours in a straight line (type 7 of Hyndman and Fan 1996). */
final class Quantiles {

  private Quantiles() {}

  /**
   * The value below which a share of the samples lies.
   *
   * @param sorted ascending, at least one
   * @param share from 0 to 1
   */
  static double of(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
