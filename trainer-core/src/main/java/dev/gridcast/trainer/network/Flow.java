package dev.gridcast.trainer.network;

/**
 * What goes from one layer to the next, for one window: a sequence of rows, or one flat row.
 *
 * @param steps rows; 1 where flat
 * @param channels numbers per row
 * @param sequence whether there is an order of time among the rows
 */
public record Flow(int steps, int channels, boolean sequence) {

  static Flow sequence(int steps, int channels) {
    return new Flow(steps, channels, true);
  }

  static Flow flat(int channels) {
    return new Flow(1, channels, false);
  }

  /** Numbers in all. */
  public int size() {
    return Math.multiplyExact(steps, channels);
  }

  @Override
  public String toString() {
    return sequence ? steps + " steps of " + channels : channels + " numbers";
  }
}
