package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;
import java.util.Arrays;

/** {@link Layer.Gru}. */
final class GruPass implements LayerPass {

  private final Kernels kernels;
  private final int steps;
  private final int channels;
  private final int inputStride;
  private final int units;

  /** Units with their padding. */
  private final int width;

  /** Sums of all gates with their padding. */
  private final int gates;

  private final float[] inputWeights;
  private final float[] recurrentWeights;
  private final float[] inputBias;
  private final float[] recurrentBias;

  GruPass(PlacedLayer placed, LayerTensors tensors, Kernels kernels) {
    this.kernels = kernels;
    steps = placed.input().steps();
    channels = placed.input().channels();
    inputStride = Kernels.padded(channels);
    units = placed.output().channels();
    width = Kernels.padded(units);
    gates = Kernels.padded(3 * units);
    inputWeights = tensors.transposed(0);
    recurrentWeights = tensors.transposed(1);
    inputBias = tensors.row(2);
    recurrentBias = tensors.row(3);
  }

  @Override
  public int scratch(int windows) {
    int sums = windows * gates;
    return windows * width + sums + RecurrentSteps.waiting(steps, sums);
  }

  @Override
  public void run(int windows, float[] input, float[] output, float[] scratch) {
    int rows = windows * width;
    int recurrent = rows; // behind the hidden rows before the first step
    int sums = recurrent + windows * gates;
    int atOnce = RecurrentSteps.atOnce(steps, windows * gates);
    Arrays.fill(scratch, 0, rows, 0);
    for (int first = 0; first < steps; first += atOnce) {
      int count = Math.min(atOnce, steps - first);
      kernels.affine(
          count * windows,
          gates,
          channels,
          input,
          first * windows * inputStride,
          inputStride,
          1,
          inputWeights,
          0,
          gates,
          inputBias,
          0,
          scratch,
          sums,
          gates);
      for (int step = first; step < first + count; step++) {
        float[] before = step == 0 ? scratch : output;
        int from = step == 0 ? 0 : (step - 1) * rows;
        multiply(windows, before, from, scratch, recurrent);
        kernels.gru(
            windows,
            units,
            scratch,
            sums + (step - first) * windows * gates,
            scratch,
            recurrent,
            gates,
            before,
            from,
            output,
            step * rows,
            width);
      }
    }
  }

  private void multiply(int windows, float[] hidden, int from, float[] sums, int to) {
    kernels.affine(
        windows,
        gates,
        units,
        hidden,
        from,
        width,
        1,
        recurrentWeights,
        0,
        gates,
        recurrentBias,
        0,
        sums,
        to,
        gates);
  }
}
