package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.PlacedLayer;
import java.util.Arrays;

/**
 * A layer of GRU, and back-propagation through time.
 *
 * <p>With X the inputs of all steps, H their outputs, S the sums from the inputs and U those from
 * the step before (r, z, n one after another), rows being windows:
 *
 * <pre>
 *   forward:    S   = b_ih + X W_ih                    one product for many steps
 *               U_t = b_hh + H_(t-1) W_hh              then {@link Kernels#gru}, step by step
 *   backward:   dS_t, dU_t from dH_t                   {@link Kernels#gruGradient}, last step first
 *               dH_(t-1) += dU_t W_hh'
 *               db_ih = sum of dS,  dW_ih = X' dS,  db_hh = sum of dU,  dW_hh = H_(t-1)' dU_t
 *               dX = dS W_ih'                          for many steps at once
 * </pre>
 */
final class GruStage implements Stage {

  private final Kernels kernels;
  private final Signal input;
  private final Signal output;
  private final Parameters parameters;
  private final Slot inputWeight;
  private final Slot recurrentWeight;
  private final Slot inputBias;
  private final Slot recurrentBias;
  private final int units;

  /** Numbers of a row of sums that are computed: three times the units, padded. */
  private final int width;

  /** [step][window][gate]: S, then r, z and n, then dS. */
  private final float[] sums;

  /** [step][window][gate]: U, then dU. */
  private final float[] recurrent;

  private final int sumStride;

  /** The hidden rows of step -1: zeros. */
  private final float[] zeros;

  /** The gradient of those, which nobody needs. */
  private final float[] unused;

  /** The recurrent weights [gate][unit]. */
  private final float[] recurrentTransposed;

  /** The input weights [gate][input], where the input's gradient is needed. */
  private final float[] inputTransposed;

  GruStage(
      Kernels kernels,
      PlacedLayer placed,
      Signal input,
      Signal output,
      Parameters parameters,
      int windows) {
    this.kernels = kernels;
    this.input = input;
    this.output = output;
    this.parameters = parameters;
    this.inputWeight = parameters.slot(placed.tensors().get(0));
    this.recurrentWeight = parameters.slot(placed.tensors().get(1));
    this.inputBias = parameters.slot(placed.tensors().get(2));
    this.recurrentBias = parameters.slot(placed.tensors().get(3));
    this.units = output.channels;
    this.width = Kernels.padded(3 * units);
    this.sumStride = Signal.stride(3 * units);
    this.sums = Sizes.array(output.steps, windows, sumStride);
    this.recurrent = Sizes.array(output.steps, windows, sumStride);
    this.zeros = new float[windows * output.stride];
    this.unused = new float[windows * output.stride];
    this.recurrentTransposed = new float[3 * units * output.stride];
    this.inputTransposed = new float[input.hasGradients() ? 3 * units * input.stride : 0];
  }

  @Override
  public void forward(Batch batch) {
    int windows = batch.windows;
    int block = blockSteps(windows);
    for (int step = 0; step < output.steps; step++) {
      int row = step * windows * output.stride;
      int sum = step * windows * sumStride;
      if (step % block == 0) {
        int rows = Math.min(block, output.steps - step) * windows;
        int inputs = step * windows * input.stride;
        addBiased(rows, input, input.values, inputs, inputWeight, inputBias, sums, sum);
      }
      float[] before = step == 0 ? zeros : output.values;
      int from = step == 0 ? 0 : row - windows * output.stride;
      addBiased(windows, output, before, from, recurrentWeight, recurrentBias, recurrent, sum);
      kernels.gru(
          windows,
          units,
          sums,
          sum,
          recurrent,
          sum,
          sumStride,
          before,
          from,
          output.values,
          row,
          output.stride);
    }
  }

  /** As in {@link LstmStage}. */
  private static int blockSteps(int windows) {
    return Math.max(1, LstmStage.BLOCK_ROWS / windows);
  }

  /** Bias plus rows times weights, the rows being as those of a signal. */
  private void addBiased(
      int rows, Signal like, float[] values, int from, Slot weight, Slot bias, float[] to, int at) {
    kernels.affine(
        rows,
        width,
        like.channels,
        values,
        from,
        like.stride,
        1,
        parameters.values,
        weight.offset(),
        weight.stride(),
        parameters.values,
        bias.offset(),
        to,
        at,
        sumStride);
  }

  @Override
  public void backward(Batch batch) {
    int windows = batch.windows;
    recurrentWeight.transpose(parameters.values, recurrentTransposed, output.stride);
    int block = blockSteps(windows);
    for (int step = output.steps - 1; step >= 0; step--) {
      int row = step * windows * output.stride;
      int sum = step * windows * sumStride;
      int from = step == 0 ? 0 : row - windows * output.stride;
      float[] beforeGradient = step == 0 ? unused : output.gradients;
      kernels.gruGradient(
          windows,
          units,
          sums,
          sum,
          recurrent,
          sum,
          sumStride,
          step == 0 ? zeros : output.values,
          from,
          output.gradients,
          row,
          beforeGradient,
          from,
          output.stride);
      if (step > 0) {
        addGradient(windows, recurrent, sum, recurrentTransposed, output, from);
      }
      if (step % block == 0) {
        weightGradients(windows, step, Math.min(output.steps, step + block));
      }
    }
    int rows = output.steps * windows;
    if (input.hasGradients()) {
      inputWeight.transpose(parameters.values, inputTransposed, input.stride);
      Arrays.fill(input.gradients, 0, rows * input.stride, 0);
      addGradient(rows, sums, 0, inputTransposed, input, 0);
    }
  }

  /** Adds gradients of sums times transposed weights to the gradients of a signal. */
  private void addGradient(
      int rows, float[] gradients, int from, float[] transposed, Signal signal, int to) {
    kernels.gemm(
        rows,
        Kernels.padded(signal.channels),
        3 * units,
        gradients,
        from,
        sumStride,
        1,
        transposed,
        0,
        signal.stride,
        signal.gradients,
        to,
        signal.stride);
  }

  /** Of the steps from one (inclusive) to another (exclusive). */
  private void weightGradients(int windows, int from, int to) {
    int first = from * windows;
    int rows = (to - from) * windows;
    addRows(rows, sums, first, inputBias);
    addRows(rows, recurrent, first, recurrentBias);
    addProduct(rows, input, first, sums, first, inputWeight);
    int skipped = from == 0 ? windows : 0; // before step 0 all was zero
    addProduct(
        rows - skipped,
        output,
        first + skipped - windows,
        recurrent,
        first + skipped,
        recurrentWeight);
  }

  private void addRows(int rows, float[] gradients, int row, Slot bias) {
    kernels.addRows(
        rows, width, gradients, row * sumStride, sumStride, parameters.gradients, bias.offset());
  }

  /** Adds {@code signal' gradients}, of so many rows from one of each on. */
  private void addProduct(
      int rows, Signal signal, int signalRow, float[] gradients, int row, Slot weight) {
    kernels.gemm(
        signal.channels,
        width,
        rows,
        signal.values,
        signalRow * signal.stride,
        1,
        signal.stride,
        gradients,
        row * sumStride,
        sumStride,
        parameters.gradients,
        weight.offset(),
        weight.stride());
  }
}
