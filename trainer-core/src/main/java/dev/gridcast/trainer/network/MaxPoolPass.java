package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;

/** {@link Layer.MaxPool}. */
final class MaxPoolPass implements LayerPass {

  private final int size;
  private final int steps;
  private final int stride;

  MaxPoolPass(PlacedLayer placed) {
    size = ((Layer.MaxPool) placed.layer()).size();
    steps = placed.output().steps();
    stride = Kernels.padded(placed.input().channels());
  }

  @Override
  public void run(int windows, float[] input, float[] output, float[] scratch) {
    int row = windows * stride;
    for (int step = 0; step < steps; step++) {
      int to = step * row;
      int from = step * size * row;
      System.arraycopy(input, from, output, to, row);
      for (int i = 1; i < size; i++) {
        max(row, input, from + i * row, output, to);
      }
    }
  }

  private static void max(int count, float[] input, int from, float[] output, int to) {
    for (int j = 0; j < count; j++) {
      output[to + j] = Math.max(output[to + j], input[from + j]);
    }
  }
}
