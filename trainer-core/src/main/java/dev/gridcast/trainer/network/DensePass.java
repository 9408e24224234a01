package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;

/** {@link Layer.Dense}. */
final class DensePass implements LayerPass {

  private final int steps;
  private final Affine affine;
  private final Activation activation;

  DensePass(PlacedLayer placed, LayerTensors tensors, Kernels kernels) {
    steps = placed.input().steps();
    affine = new Affine(kernels, placed.input().channels(), tensors.transposed(0), tensors.row(1));
    activation = ((Layer.Dense) placed.layer()).activation();
  }

  @Override
  public void run(int windows, float[] input, float[] output, float[] scratch) {
    int rows = steps * windows;
    affine.run(rows, input, 0, output, 0);
    affine.activate(activation, rows, output, 0);
  }
}
