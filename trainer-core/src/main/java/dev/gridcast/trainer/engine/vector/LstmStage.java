package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.PlacedLayer;
import java.util.Arrays;

/**
 * A layer of LSTM, and back-propagation through time (P. Werbos, Proc. IEEE 78, 1990).
 *
 * <p>With X the inputs of all steps, H their outputs, G the sums of the gates (i, f, g, o one after
 * another) and dG their gradients, rows being windows:
 *
 * <pre>
 *   forward:    G    = b + X W_ih                      one product for many steps
 *               G_t += H_(t-1) W_hh                    then {@link Kernels#lstm}, step by step
 *   backward:   dG_t from dH_t                         {@link Kernels#lstmGradient}, last step first
 *               dH_(t-1) += dG_t W_hh'
 *               db = sum of dG,  dW_ih = X' dG,  dW_hh = H_(t-1)' dG_t     for many steps at once
 *               dX = dG W_ih'
 * </pre>
 */
final class LstmStage implements Stage {

  /** Rows per product, or those of one step if they are more. */
  static final int BLOCK_ROWS = 128;

  private final Kernels kernels;
  private final Signal input;
  private final Signal output;
  private final Parameters parameters;
  private final Slot inputWeight;
  private final Slot recurrentWeight;
  private final Slot bias;
  private final int units;

  /** Numbers of a row of gates that are computed: four times the units, padded. */
  private final int width;

  /** [step][window][gate]: sums, then activations, then gradients of the sums. */
  private final float[] gates;

  private final int gateStride;

  /** [step][window][unit] from {@link #firstCell} on; before it the zeros of step -1. */
  private final float[] cells;

  private final int firstCell;

  /** tanh of the cells, [step][window][unit]. */
  private final float[] squashed;

  /** [window][unit]. */
  private final float[] cellGradient;

  /** The recurrent weights [gate][unit]. */
  private final float[] recurrentTransposed;

  /** The input weights [gate][input], where the input's gradient is needed. */
  private final float[] inputTransposed;

  LstmStage(
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
    this.bias = parameters.slot(placed.tensors().get(2));
    this.units = output.channels;
    this.width = Kernels.padded(4 * units);
    this.gateStride = Signal.stride(4 * units);
    this.gates = Sizes.array(output.steps, windows, gateStride);
    this.firstCell = windows * output.stride;
    this.cells = Sizes.array(output.steps + 1, windows, output.stride);
    this.squashed = Sizes.array(output.steps, windows, output.stride);
    this.cellGradient = new float[windows * output.stride];
    this.recurrentTransposed = new float[4 * units * output.stride];
    this.inputTransposed = new float[input.hasGradients() ? 4 * units * input.stride : 0];
  }

  @Override
  public void forward(Batch batch) {
    int windows = batch.windows;
    int block = blockSteps(windows);
    for (int step = 0; step < output.steps; step++) {
      int row = step * windows * output.stride;
      int gate = step * windows * gateStride;
      if (step % block == 0) {
        addInputs(step * windows, Math.min(block, output.steps - step) * windows);
      }
      if (step > 0) {
        addRecurrent(windows, row - windows * output.stride, gate);
      }
      kernels.lstm(
          windows,
          units,
          gates,
          gate,
          gateStride,
          cells,
          cellsBefore(step, windows),
          firstCell + row,
          squashed,
          row,
          output.values,
          row,
          output.stride);
    }
  }

  /** Begins the sums of so many rows, {@code b + X W_ih}. */
  private void addInputs(int from, int rows) {
    kernels.affine(
        rows,
        width,
        input.channels,
        input.values,
        from * input.stride,
        input.stride,
        1,
        parameters.values,
        inputWeight.offset(),
        inputWeight.stride(),
        parameters.values,
        bias.offset(),
        gates,
        from * gateStride,
        gateStride);
  }

  /** Steps that are multiplied at once: enough rows, and few enough to stay in the second cache. */
  private static int blockSteps(int windows) {
    return Math.max(1, BLOCK_ROWS / windows);
  }

  private int cellsBefore(int step, int windows) {
    return step == 0 ? 0 : firstCell + (step - 1) * windows * output.stride;
  }

  private void addRecurrent(int windows, int hidden, int gate) {
    kernels.gemm(
        windows,
        width,
        units,
        output.values,
        hidden,
        output.stride,
        1,
        parameters.values,
        recurrentWeight.offset(),
        recurrentWeight.stride(),
        gates,
        gate,
        gateStride);
  }

  @Override
  public void backward(Batch batch) {
    int windows = batch.windows;
    recurrentWeight.transpose(parameters.values, recurrentTransposed, output.stride);
    Arrays.fill(cellGradient, 0);
    int block = blockSteps(windows);
    for (int step = output.steps - 1; step >= 0; step--) {
      int row = step * windows * output.stride;
      int gate = step * windows * gateStride;
      kernels.lstmGradient(
          windows,
          units,
          gates,
          gate,
          gateStride,
          cells,
          cellsBefore(step, windows),
          squashed,
          row,
          output.gradients,
          row,
          cellGradient,
          output.stride);
      if (step > 0) {
        addHiddenGradient(windows, gate, row - windows * output.stride);
      }
      if (step % block == 0) {
        weightGradients(windows, step, Math.min(output.steps, step + block));
      }
    }
    if (input.hasGradients()) {
      inputGradient(output.steps * windows);
    }
  }

  private void addHiddenGradient(int windows, int gate, int hidden) {
    kernels.gemm(
        windows,
        Kernels.padded(units),
        4 * units,
        gates,
        gate,
        gateStride,
        1,
        recurrentTransposed,
        0,
        output.stride,
        output.gradients,
        hidden,
        output.stride);
  }

  /** Of the steps from one (inclusive) to another (exclusive). */
  private void weightGradients(int windows, int from, int to) {
    int first = from * windows;
    int rows = (to - from) * windows;
    kernels.addRows(
        rows, width, gates, first * gateStride, gateStride, parameters.gradients, bias.offset());
    addProduct(rows, input, first, first, inputWeight);
    int skipped = from == 0 ? windows : 0;
    addProduct(rows - skipped, output, first + skipped - windows, first + skipped, recurrentWeight);
  }

  /** Adds {@code signal' gates}, of so many rows from one of each on. */
  private void addProduct(int rows, Signal signal, int signalRow, int gateRow, Slot weight) {
    kernels.gemm(
        signal.channels,
        width,
        rows,
        signal.values,
        signalRow * signal.stride,
        1,
        signal.stride,
        gates,
        gateRow * gateStride,
        gateStride,
        parameters.gradients,
        weight.offset(),
        weight.stride());
  }

  private void inputGradient(int rows) {
    inputWeight.transpose(parameters.values, inputTransposed, input.stride);
    Arrays.fill(input.gradients, 0, rows * input.stride, 0);
    kernels.gemm(
        rows,
        Kernels.padded(input.channels),
        4 * units,
        gates,
        0,
        gateStride,
        1,
        inputTransposed,
        0,
        input.stride,
        input.gradients,
        0,
        input.stride);
  }
}
