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

  /** Sums of all gates with their padding. */
  private final int gates;

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
    gates = Kernels.padded(4 * units);
    inputWeights = tensors.transposed(0);
    recurrentWeights = tensors.transposed(1);
    bias = tensors.row(2);
  }

  @Override
  public int scratch(int windows) {
    return 3 * windows * width + RecurrentSteps.waiting(steps, windows * gates);
  }

  @Override
  public void run(int windows, float[] input, float[] output, float[] scratch) {
    int rows = windows * width;
    int sums = 3 * rows; // behind the cells of two steps and their tanh
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
          bias,
          0,
          scratch,
          sums,
          gates);
      for (int step = first; step < first + count; step++) {
        int at = sums + (step - first) * windows * gates;
        if (step > 0) {
          addRecurrent(windows, output, (step - 1) * rows, scratch, at);
        }
        int before = step % 2 * rows;
        kernels.lstm(
            windows,
            units,
            scratch,
            at,
            gates,
            scratch,
            before,
            rows - before,
            scratch,
            2 * rows,
            output,
            step * rows,
            width);
      }
    }
  }

  private void addRecurrent(int windows, float[] hidden, int from, float[] sums, int to) {
    kernels.gemm(
        windows, gates, units, hidden, from, width, 1, recurrentWeights, 0, gates, sums, to, gates);
  }
}
