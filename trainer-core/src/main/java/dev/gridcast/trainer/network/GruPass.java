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
    inputWeights = tensors.transposed(0, 3);
    recurrentWeights = tensors.transposed(1, 3);
    inputBias = tensors.row(2, 3);
    recurrentBias = tensors.row(3, 3);
  }

  @Override
  public int scratch(int windows) {
    int gates = windows * 3 * width;
    return windows * width + gates * (1 + RecurrentSteps.atOnce(steps, gates));
  }

  @Override
  public void run(int windows, float[] input, float[] output, float[] scratch) {
    int gates = 3 * width;
    int recurrent = windows * width;
    int sums = recurrent + windows * gates;
    int atOnce = RecurrentSteps.atOnce(steps, windows * gates);
    Arrays.fill(scratch, 0, recurrent, 0); // the hidden row before the first
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
        int from = step == 0 ? 0 : (step - 1) * windows * width;
        kernels.affine(
            windows,
            gates,
            units,
            before,
            from,
            width,
            1,
            recurrentWeights,
            0,
            gates,
            recurrentBias,
            0,
            scratch,
            recurrent,
            gates);
        for (int window = 0; window < windows; window++) {
          cell(
              scratch,
              sums + ((step - first) * windows + window) * gates,
              recurrent + window * gates,
              before,
              from + window * width,
              output,
              (step * windows + window) * width);
        }
      }
    }
  }

  private void cell(
      float[] scratch, int sums, int recurrent, float[] before, int from, float[] hidden, int to) {
    for (int j = 0; j < 2 * width; j++) {
      scratch[sums + j] += scratch[recurrent + j];
    }
    kernels.sigmoid(scratch, sums, 2 * width);
    int z = sums + width;
    int n = z + width;
    for (int j = 0; j < width; j++) {
      scratch[n + j] =
          Math.fma(scratch[sums + j], scratch[recurrent + 2 * width + j], scratch[n + j]);
    }
    kernels.tanh(scratch, n, width);
    for (int j = 0; j < width; j++) {
      hidden[to + j] = Math.fma(scratch[z + j], before[from + j] - scratch[n + j], scratch[n + j]);
    }
  }
}
