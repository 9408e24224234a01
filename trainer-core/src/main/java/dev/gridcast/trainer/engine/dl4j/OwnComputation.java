package dev.gridcast.trainer.engine.dl4j;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs the equations of an {@link OwnLayer} when the library asks for its passes. */
final class OwnComputation extends SameDiffLayer {

  private static final long serialVersionUID = 1L;

  private final transient Tape.Equations equations;

  /** The forward pass that is to be learned from. */
  private transient @Nullable Tape tape;

  OwnComputation(NeuralNetConfiguration configuration, DataType type, Tape.Equations equations) {
    super(configuration, type);
    this.equations = equations;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    forget();
    Tape forward = equations.forward(input, paramTable);
    INDArray output = workspaces.dup(ArrayType.ACTIVATIONS, forward.output(), 'f');
    if (training) {
      tape = forward;
    } else {
      forward.close();
    }
    return output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray gradientAtOutput, LayerWorkspaceMgr workspaces) {
    Tape forward = tape;
    if (forward == null) {
      throw new IllegalStateException("a backward pass without its forward pass");
    }
    Tape.Slopes slopes = forward.backward(gradientAtOutput);
    Gradient gradient = new DefaultGradient();
    for (Map.Entry<String, INDArray> view : gradTable.entrySet()) {
      view.getValue().assign(Named.in(slopes.atParameters(), view.getKey()));
      gradient.gradientForVariable().put(view.getKey(), view.getValue());
    }
    INDArray atInput = workspaces.dup(ArrayType.ACTIVATION_GRAD, slopes.atInput(), 'f');
    forget();
    return new Pair<>(gradient, atInput);
  }

  private void forget() {
    if (tape != null) {
      tape.close();
      tape = null;
    }
  }

  @Override
  public void clear() {
    forget();
    super.clear();
  }
}
