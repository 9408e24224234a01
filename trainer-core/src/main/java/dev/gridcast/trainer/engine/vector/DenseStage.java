package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.Activation;
import dev.gridcast.trainer.network.Layer;
import dev.gridcast.trainer.network.PlacedLayer;
import java.util.Arrays;

/**
 * {@code y = activation(W x + b)} on each row. The slope of the activation, from its result: {@code
 * 1 - y^2} for tanh; for ReLU 1 where y is above 0, else 0.
 */
final class DenseStage implements Stage {

  private final Kernels kernels;
  private final Signal input;
  private final Signal output;
  private final Parameters parameters;
  private final Activation activation;
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
    this.activation = ((Layer.Dense) placed.layer()).activation();
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
    activate(output.steps * batch.windows * output.stride);
  }

  private void activate(int count) {
    float[] y = output.values;
    switch (activation) {
      case IDENTITY -> {}
      case RELU -> {
        for (int i = 0; i < count; i++) {
          y[i] = Math.max(0, y[i]);
        }
      }
      case TANH -> kernels.tanh(y, 0, count);
    }
  }

  /** From the gradient of the results to that of the sums, in place. */
  private void differentiate(int count) {
    float[] y = output.values;
    float[] gradients = output.gradients;
    switch (activation) {
      case IDENTITY -> {}
      case RELU -> {
        for (int i = 0; i < count; i++) {
          gradients[i] = y[i] > 0 ? gradients[i] : 0;
        }
      }
      case TANH -> {
        for (int i = 0; i < count; i++) {
          gradients[i] *= 1 - y[i] * y[i];
        }
      }
    }
  }

  @Override
  public void backward(Batch batch) {
    int rows = output.steps * batch.windows;
    int width = Kernels.padded(output.channels);
    differentiate(rows * output.stride);
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
