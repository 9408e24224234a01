package dev.gridcast.trainer.engine.dl4j;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Moves nothing. Where the first layer has nothing before it, the library starts to plan shapes,
 * and to put reshapings of its own between layers.
 */
final class AsItIs extends Reshaping {

  private static final long serialVersionUID = 1L;

  @Override
  public INDArray preProcess(INDArray input, int windows, LayerWorkspaceMgr workspaces) {
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, input);
  }

  @Override
  public INDArray backprop(INDArray gradient, int windows, LayerWorkspaceMgr workspaces) {
    return workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, gradient);
  }
}
