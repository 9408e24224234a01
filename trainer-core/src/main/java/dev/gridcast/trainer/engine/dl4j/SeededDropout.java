package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.network.DropoutMask;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dropout with our masks, {@link DropoutMask}, so that every engine drops the same numbers: the
 * library's own come from its own generator.
 */
final class SeededDropout implements IDropout {

  private static final long serialVersionUID = 1L;

  private final double rate;
  private final long seed;
  private final int layer;
  private final StepClock clock;

  /**
   * The factors of the forward pass, for the backward pass, in the order of {@link DropoutMask};
   * outside all workspaces.
   */
  private transient @Nullable INDArray factors;

  /**
   * @param layer place of the layer in the architecture, from 0
   * @param clock counts the steps of the optimiser
   */
  SeededDropout(double rate, long seed, int layer, StepClock clock) {
    this.rate = rate;
    this.seed = seed;
    this.layer = layer;
    this.clock = clock;
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    clear();
    INDArray drawn = draw(input);
    factors = drawn;
    return input.muli(like(input, drawn), result);
  }

  @Override
  public INDArray backprop(
      INDArray gradientAtOutput, INDArray gradientAtInput, int iteration, int epoch) {
    INDArray drawn = factors;
    if (drawn == null) {
      throw new IllegalStateException("a backward pass without its forward pass");
    }
    gradientAtOutput.muli(like(gradientAtOutput, drawn), gradientAtInput);
    clear();
    return gradientAtInput;
  }

  /** [windows, channels] or [steps, windows, channels]. */
  private INDArray draw(INDArray input) {
    float[] values = new float[Math.toIntExact(input.length())];
    DropoutMask.fill(values, values.length, rate, seed, layer, clock.step());
    long windows = input.size(0);
    long channels = input.size(1);
    long[] shape =
        input.rank() == 2
            ? new long[] {windows, channels}
            : new long[] {input.size(2), windows, channels};
    return Lasting.of(values, shape);
  }

  /** The library has sequences as [windows, channels, steps]. */
  private static INDArray like(INDArray input, INDArray drawn) {
    return input.rank() == 2 ? drawn : drawn.permute(1, 2, 0);
  }

  @Override
  public void clear() {
    if (factors != null) {
      factors.close();
    }
    factors = null;
  }

  /** The library clones what it configures; a clone counts the same steps. */
  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public IDropout clone() {
    return new SeededDropout(rate, seed, layer, clock);
  }
}
