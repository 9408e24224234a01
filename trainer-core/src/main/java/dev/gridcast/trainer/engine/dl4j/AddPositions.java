package dev.gridcast.trainer.engine.dl4j;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adds the sinusoidal code of each step's place (A. Vaswani et al., "Attention is all you need",
 * 2017, section 3.5) to a sequence of [windows, channels, steps].
 */
final class AddPositions extends Reshaping {

  private static final long serialVersionUID = 1L;

  private final int steps;
  private final int channels;

  AddPositions(int steps, int channels) {
    this.steps = steps;
    this.channels = channels;
  }

  @Override
  public INDArray preProcess(INDArray input, int windows, LayerWorkspaceMgr workspaces) {
    INDArray sum = workspaces.dup(ArrayType.ACTIVATIONS, input, 'f');
    try (INDArray code = Lasting.of(code(steps, channels), 1, steps, channels)) {
      sum.addi(code.permute(0, 2, 1).broadcast(input.shape()));
    }
    return sum;
  }

  /** A constant does not change a gradient. */
  @Override
  public INDArray backprop(INDArray gradient, int windows, LayerWorkspaceMgr workspaces) {
    return workspaces.dup(ArrayType.ACTIVATION_GRAD, gradient);
  }

  /** [steps][channels]: sine in even channels, cosine in odd ones. */
  private static float[] code(int steps, int channels) {
    float[] code = new float[steps * channels];
    for (int step = 0; step < steps; step++) {
      for (int channel = 0; channel < channels; channel++) {
        double angle = step / StrictMath.pow(10_000, 2 * (channel / 2) / (double) channels);
        code[step * channels + channel] =
            (float) (channel % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
      }
    }
    return code;
  }
}
