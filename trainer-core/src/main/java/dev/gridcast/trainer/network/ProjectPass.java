package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;

/** {@link Layer.Project}. */
final class ProjectPass implements LayerPass {

  private final int steps;
  private final int width;
  private final Affine affine;

  /** [steps][width]. */
  private final float[] positions;

  ProjectPass(PlacedLayer placed, LayerTensors tensors, Kernels kernels) {
    steps = placed.input().steps();
    width = placed.output().channels();
    affine = new Affine(kernels, placed.input().channels(), tensors.transposed(0), tensors.row(1));
    positions = Positions.code(steps, width);
  }

  @Override
  public void run(int windows, float[] input, float[] output, float[] scratch) {
    affine.run(steps * windows, input, 0, output, 0);
    for (int row = 0; row < steps * windows; row++) {
      int from = row / windows * width;
      int to = row * affine.width();
      for (int j = 0; j < width; j++) {
        output[to + j] += positions[from + j];
      }
    }
  }
}
