package dev.gridcast.trainer.sample;

/**
 * Maps the values it was fitted on to 0 to 1, and others in proportion beyond. A constant column
 * maps to 0 whatever comes later: it taught nothing.
 */
final class MinMaxScaler {
  private final double min;
  private final double width;

  private MinMaxScaler(double min, double width) {
    this.min = min;
    this.width = width;
  }

  /**
   * Fits on the first {@code count} values alone.
   *
   * @param what what the values are, for the error message
   * @throws SampleException if there is no value, one is not finite, or they are too far apart for
   *     a double
   */
  static MinMaxScaler fit(String what, double[] values, int count) throws SampleException {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    // One NaN among the values makes both bounds NaN; no value leaves them infinite.
    if (!Double.isFinite(max - min)) {
      throw new SampleException(
          what + " cannot be scaled: its training values reach from " + min + " to " + max);
    }
    return new MinMaxScaler(min, max - min);
  }

  double scale(double value) {
    // In double, and only then narrowed: two prices that differ by less than a float can show still
    // differ once the range between them is what counts.
    return width > 0 ? (value - min) / width : 0;
  }

  double restore(double scaled) {
    return min + scaled * width;
  }
}
