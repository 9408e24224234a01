package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.network.Positions;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adds {@link Positions}, the sinusoidal code of each step's place, to a sequence of [windows,
 * channels, steps].
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
    try (INDArray code = Lasting.of(Positions.code(steps, channels), 1, steps, channels)) {
      sum.addi(code.permute(0, 2, 1).broadcast(input.shape()));
    }
    return sum;
  }

  /** A constant does not change a gradient. */
  @Override
  public INDArray backprop(INDArray gradient, int windows, LayerWorkspaceMgr workspaces) {
    return workspaces.dup(ArrayType.ACTIVATION_GRAD, gradient);
  }
}
