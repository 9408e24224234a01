package dev.gridcast.trainer.engine.dl4j;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The newest row of a sequence: [windows, channels, steps] becomes [windows, channels]. */
final class LastStepOnly extends Reshaping {

  private static final long serialVersionUID = 1L;

  private final int steps;

  LastStepOnly(int steps) {
    this.steps = steps;
  }

  @Override
  public INDArray preProcess(INDArray input, int windows, LayerWorkspaceMgr workspaces) {
    return workspaces.dup(ArrayType.ACTIVATIONS, newest(input), 'f');
  }

  @Override
  public INDArray backprop(INDArray gradient, int windows, LayerWorkspaceMgr workspaces) {
    INDArray all =
        workspaces.create(
            ArrayType.ACTIVATION_GRAD,
            gradient.dataType(),
            new long[] {gradient.size(0), gradient.size(1), steps},
            'f');
    newest(all).assign(gradient);
    return all;
  }

  private INDArray newest(INDArray sequence) {
    return sequence.get(
        NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(sequence.size(2) - 1));
  }
}
