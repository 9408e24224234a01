package dev.gridcast.trainer.engine.dl4j;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One forward pass of a layer of ours, kept for its backward pass: what it keeps lies outside all
 * workspaces until it is closed, what is only passing is allocated wherever the caller works.
 */
interface Tape extends AutoCloseable {

  /** The equations of a layer. */
  @FunctionalInterface
  interface Equations {

    /**
     * A forward pass.
     *
     * @param input [windows, channels, steps]
     * @param parameters by their names in the layer, in our shapes; must not change before the
     *     backward pass
     */
    Tape forward(INDArray input, Map<String, INDArray> parameters);
  }

  /**
   * What a backward pass finds.
   *
   * @param atInput the gradient at the input, [windows, channels, steps]
   * @param atParameters the gradient at each parameter, summed over windows
   */
  record Slopes(INDArray atInput, Map<String, INDArray> atParameters) {
    public Slopes {
      atParameters = Map.copyOf(atParameters);
    }
  }

  /** What the layer gives, [windows, channels, steps]. */
  INDArray output();

  /**
   * The backward pass, once.
   *
   * @param atOutput the gradient there, [windows, channels, steps]
   */
  Slopes backward(INDArray atOutput);

  @Override
  void close();
}
