package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.network.Flow;
import dev.gridcast.trainer.network.PlacedLayer;
import java.util.List;

/** Sizes of arrays. */
final class Sizes {

  /** What every JVM can do. */
  private static final int MOST = Integer.MAX_VALUE - 8;

  private Sizes() {}

  /**
   * Looks at all layers before anything is allocated. The largest array of any stage are the gates
   * of an LSTM: four numbers for each that goes out.
   *
   * @param windows the most per batch
   * @throws IllegalArgumentException when Java has no arrays of the sizes that are needed
   */
  static void check(List<PlacedLayer> layers, int windows) {
    for (PlacedLayer layer : layers) {
      Flow flow = layer.output();
      long size = (flow.steps() + 1L) * windows * Signal.stride(4 * flow.channels());
      if (size > MOST) {
        throw new IllegalArgumentException(
            layer.layer()
                + " needs "
                + size
                + " numbers for a batch of "
                + windows
                + " windows, more than an array holds: use a smaller batch, fewer lags or units");
      }
    }
  }

  /** Zeros for so many rows. */
  static float[] array(int steps, int windows, int stride) {
    return new float[Math.multiplyExact(Math.multiplyExact(steps, windows), stride)];
  }
}
