package dev.gridcast.trainer.sample;

/**
 * A scale that was fitted on training values: {@code scaled = (value - offset) / width}.
 *
 * <p>A column that is constant in training maps to 0 whatever comes later, unless values are left
 * as they are: it taught nothing.
 *
 * @param kind what offset and width are
 * @param offset the least training value, their mean, or 0, as the kind says; in the column's unit
 * @param width the distance from the least to the greatest training value, their standard deviation
 *     (of the population), or 1; 0 where the column is constant
 * @param least the least training value
 * @param most the greatest training value
 */
public record Scaler(ScalerKind kind, double offset, double width, double least, double most) {

  /**
   * Fits on the first {@code count} values alone.
   *
   * @param what what the values are, for the error message
   * @throws SampleException if there is no value, one is not finite, or they are too far apart for
   *     a double
   */
  static Scaler fit(ScalerKind kind, String what, double[] values, int count)
      throws SampleException {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    Scaler scaler =
        switch (kind) {
          case MINMAX -> new Scaler(kind, least, most - least, least, most);
          case STANDARD -> standard(values, count, least, most);
          case NONE -> new Scaler(kind, 0, 1, least, most);
        };
    // One NaN among the values makes both bounds NaN; no value leaves them infinite.
    boolean finite =
        Double.isFinite(most - least)
            && Double.isFinite(scaler.offset)
            && Double.isFinite(scaler.width);
    if (!finite) {
      throw new SampleException(
          what + " cannot be scaled: its training values reach from " + least + " to " + most);
    }
    return scaler;
  }

  /** Two passes in one fixed order: the textbook's single one cancels where prices are large. */
  private static Scaler standard(double[] values, int count, double least, double most) {
    if (!(most > least)) {
      // The mean of equal numbers may be a hair beside them, and the hair would be the width.
      return new Scaler(ScalerKind.STANDARD, least, 0, least, most);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return new Scaler(ScalerKind.STANDARD, mean, StrictMath.sqrt(squares / count), least, most);
  }

  /** The scaled value; of one that was not fitted on, in proportion beyond. */
  public double scale(double value) {
    // In double, and only then narrowed: two prices that differ by less than a float can show still
    // differ once the range between them is what counts.
    return width > 0 ? (value - offset) / width : 0;
  }

  /** The value that this scaled one stands for. */
  public double restore(double scaled) {
    return offset + scaled * width;
  }

  /** The value, or the nearest one between the least and the greatest training value. */
  double clamp(double value) {
    return Math.max(least, Math.min(most, value));
  }
}
