package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;

/** {@link Layer.LastStep}. */
final class LastStepPass implements LayerPass {

  private final int steps;
  private final int stride;

  LastStepPass(PlacedLayer placed) {
    steps = placed.input().steps();
    stride = Kernels.padded(placed.input().channels());
  }

  @Override
  public void run(int windows, float[] input, float[] output, float[] scratch) {
    int rows = windows * stride;
    System.arraycopy(input, (steps - 1) * rows, output, 0, rows);
  }
}
