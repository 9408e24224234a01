package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.PlacedLayer;
import java.util.Arrays;

/** {@code y = W x + b} on each row. */
final class DenseStage implements Stage {

  private final Kernels kernels;
  private final Signal input;
  private final Signal output;
  private final Parameters parameters;
  private final Slot weight;
  private final Slot bias;

  /** The weights [outputs][inputs], for the gradient of the input. */
  private final float[] transposed;

  DenseStage(
      Kernels kernels, PlacedLayer placed, Signal input, Signal output, Parameters parameters) {
    this.kernels = kernels;
    this.input = input;
    this.output = output;
    this.parameters = parameters;
    this.weight = parameters.slot(placed.tensors().get(0));
    this.bias = parameters.slot(placed.tensors().get(1));
    this.transposed = new float[input.hasGradients() ? output.channels * input.stride : 0];
  }

  @Override
  public void forward(Batch batch) {
    kernels.affine(
        output.steps * batch.windows,
        Kernels.padded(output.channels),
        input.channels,
        input.values,
        0,
        input.stride,
        1,
        parameters.values,
        weight.offset(),
        weight.stride(),
        parameters.values,
        bias.offset(),
        output.values,
        0,
        output.stride);
  }

  @Override
  public void backward(Batch batch) {
    int rows = output.steps * batch.windows;
    int width = Kernels.padded(output.channels);
    kernels.addRows(
        rows, width, output.gradients, 0, output.stride, parameters.gradients, bias.offset());
    kernels.gemm(
        input.channels,
        width,
        rows,
        input.values,
        0,
        1,
        input.stride,
        output.gradients,
        0,
        output.stride,
        parameters.gradients,
        weight.offset(),
        weight.stride());
    if (input.hasGradients()) {
      inputGradient(rows);
    }
  }

  private void inputGradient(int rows) {
    weight.transpose(parameters.values, transposed, input.stride);
    Arrays.fill(input.gradients, 0, rows * input.stride, 0);
    kernels.gemm(
        rows,
        Kernels.padded(input.channels),
        output.channels,
        output.gradients,
        0,
        output.stride,
        1,
        transposed,
        0,
        input.stride,
        input.gradients,
        0,
        input.stride);
  }
}
