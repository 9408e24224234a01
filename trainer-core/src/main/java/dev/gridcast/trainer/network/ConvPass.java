package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;

/** {@link Layer.Conv}: for each tap of the kernel one product, over the rows from there on. */
final class ConvPass implements LayerPass {

  private final int steps;
  private final int inputStride;
  private final Affine[] taps;
  private final Activation activation;

  ConvPass(PlacedLayer placed, LayerTensors tensors, Kernels kernels) {
    Layer.Conv conv = (Layer.Conv) placed.layer();
    int channels = placed.input().channels();
    steps = placed.output().steps();
    inputStride = Kernels.padded(channels);
    activation = conv.activation();
    taps = new Affine[conv.kernel()];
    for (int tap = 0; tap < taps.length; tap++) {
      taps[tap] = new Affine(kernels, channels, tensors.tap(0, tap), tensors.row(1));
    }
  }

  @Override
  public void run(int windows, float[] input, float[] output, float[] scratch) {
    int rows = steps * windows;
    taps[0].run(rows, input, 0, output, 0);
    for (int tap = 1; tap < taps.length; tap++) {
      taps[tap].add(rows, input, tap * windows * inputStride, output, 0);
    }
    taps[0].activate(activation, rows, output, 0);
  }
}
