package dev.gridcast.trainer.engine.vector;

/** Sizes of arrays, checked. */
final class Sizes {

  private Sizes() {}

  /**
   * An array of zeros for so many rows.
   *
   * @throws IllegalArgumentException when Java has no arrays of that size
   */
  static float[] array(int steps, int windows, int stride) {
    long size = (long) steps * windows * stride;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a batch of "
              + windows
              + " windows of "
              + steps
              + " steps needs "
              + stride
              + " numbers for each, more than an array holds: use a smaller batch, fewer lags or"
              + " fewer units");
    }
    return new float[(int) size];
  }
}
