package dev.gridcast.trainer.engine.dl4j;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What all that only moves numbers between layers has in common: no masks, no learning. */
abstract class Reshaping implements InputPreProcessor {

  private static final long serialVersionUID = 1L;

  @Override
  public InputPreProcessor clone() {
    try {
      return (InputPreProcessor) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every InputPreProcessor is Cloneable", e);
    }
  }

  /** The library asks when it plans shapes; ours are planned by the architecture. */
  @Override
  public InputType getOutputType(InputType inputType) {
    throw new UnsupportedOperationException("shapes are planned by the architecture");
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      @Nullable INDArray mask, MaskState state, int windows) {
    if (mask != null) {
      throw new IllegalArgumentException("windows are all of one length: no masks");
    }
    return new Pair<>(null, state);
  }
}
