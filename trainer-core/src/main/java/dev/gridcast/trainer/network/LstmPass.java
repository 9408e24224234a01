package dev.gridcast.trainer.network;

import dev.gridcast.trainer.kernel.Kernels;
import java.util.Arrays;

/** {@link Layer.Lstm}. */
final class LstmPass implements LayerPass {

  private final Kernels kernels;
  private final int steps;
  private final int channels;
  private final int inputStride;
  private final int units;

  /** Units with their padding. */
  private final int width;

  private final float[] inputWeights;
  private final float[] recurrentWeights;
  private final float[] bias;

  LstmPass(PlacedLayer placed, LayerTensors tensors, Kernels kernels) {
    this.kernels = kernels;
    steps = placed.input().steps();
    channels = placed.input().channels();
    inputStride = Kernels.padded(channels);
    units = placed.output().channels();
    width = Kernels.padded(units);
    inputWeights = tensors.transposed(0, 4);
    recurrentWeights = tensors.transposed(1, 4);
    bias = tensors.row(2, 4);
  }

  @Override
  public int scratch(int windows) {
    return windows * width * (1 + 4 * RecurrentSteps.atOnce(steps, windows * 4 * width));
  }

  @Override
  public void run(int windows, float[] input, float[] output, float[] scratch) {
    int gates = 4 * width;
    int sums = windows * width;
    int atOnce = RecurrentSteps.atOnce(steps, windows * gates);
    Arrays.fill(scratch, 0, sums, 0); // the cells
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
          bias,
          0,
          scratch,
          sums,
          gates);
      for (int step = first; step < first + count; step++) {
        int at = sums + (step - first) * windows * gates;
        if (step > 0) {
          int before = (step - 1) * windows * width;
          kernels.gemm(
              windows,
              gates,
              units,
              output,
              before,
              width,
              1,
              recurrentWeights,
              0,
              gates,
              scratch,
              at,
              gates);
        }
        for (int window = 0; window < windows; window++) {
          cell(
              scratch,
              at + window * gates,
              window * width,
              output,
              (step * windows + window) * width);
        }
      }
    }
  }

  private void cell(float[] scratch, int gates, int cell, float[] hidden, int to) {
    int f = gates + width;
    int g = f + width;
    int o = g + width;
    kernels.sigmoid(scratch, gates, 2 * width);
    kernels.tanh(scratch, g, width);
    kernels.sigmoid(scratch, o, width);
    for (int j = 0; j < width; j++) {
      float next = Math.fma(scratch[f + j], scratch[cell + j], scratch[gates + j] * scratch[g + j]);
      scratch[cell + j] = next;
      hidden[to + j] = next;
    }
    kernels.tanh(hidden, to, width);
    for (int j = 0; j < width; j++) {
      hidden[to + j] = scratch[o + j] * hidden[to + j];
    }
  }
}
