package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;

/** {@link Layer.Flatten}. */
final class FlattenPass implements LayerPass {

  private final int steps;
  private final int channels;
  private final int inputStride;
  private final int outputStride;

  FlattenPass(PlacedLayer placed) {
    steps = placed.input().steps();
    channels = placed.input().channels();
    inputStride = Kernels.padded(channels);
    outputStride = Kernels.padded(placed.output().channels());
  }

  @Override
  public void run(int windows, float[] input, float[] output, float[] scratch) {
    for (int window = 0; window < windows; window++) {
      int to = window * outputStride;
      for (int step = 0; step < steps; step++) {
        int from = (step * windows + window) * inputStride;
        System.arraycopy(input, from, output, to + step * channels, channels);
      }
    }
  }
}
