package dev.gridcast.trainer.engine.dl4j;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All rows of a sequence after one another, the oldest first: [windows, channels, steps] becomes
 * [windows, steps * channels]. The library's own flattening would put channel before step.
 */
final class FlattenSteps extends Reshaping {

  private static final long serialVersionUID = 1L;

  private final int steps;
  private final int channels;

  FlattenSteps(int steps, int channels) {
    this.steps = steps;
    this.channels = channels;
  }

  @Override
  public INDArray preProcess(INDArray input, int windows, LayerWorkspaceMgr workspaces) {
    return workspaces
        .dup(ArrayType.ACTIVATIONS, input.permute(0, 2, 1), 'c')
        .reshape('c', input.size(0), (long) steps * channels);
  }

  @Override
  public INDArray backprop(INDArray gradient, int windows, LayerWorkspaceMgr workspaces) {
    INDArray rows = workspaces.dup(ArrayType.ACTIVATION_GRAD, gradient, 'c');
    return rows.reshape('c', gradient.size(0), steps, channels).permute(0, 2, 1);
  }
}
