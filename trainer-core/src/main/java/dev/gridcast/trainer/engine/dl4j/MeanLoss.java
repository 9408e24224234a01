package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.engine.Loss;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Our losses: sums over windows of the mean over outputs, as Deeplearning4j wants them; it divides
 * by the windows itself. Its own mean errors would do, its Huber loss is none ({@code
 * LossFunctions} has no such thing), and so all three are written here, after one pattern.
 *
 * <p>The head of our networks is linear: its sums are its outputs, and the activation is not asked.
 */
final class MeanLoss implements ILossFunction {

  private static final long serialVersionUID = 1L;

  private final Loss loss;
  private final double huberDelta;

  MeanLoss(Loss loss, double huberDelta) {
    this.loss = loss;
    this.huberDelta = huberDelta;
  }

  @Override
  public double computeScore(
      INDArray labels,
      INDArray outputs,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    requireNoMask(mask);
    double sum = losses(labels, outputs).sumNumber().doubleValue() / outputs.size(1);
    return average ? sum / outputs.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray outputs, IActivation activation, @Nullable INDArray mask) {
    requireNoMask(mask);
    return losses(labels, outputs).mean(true, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray outputs, IActivation activation, @Nullable INDArray mask) {
    requireNoMask(mask);
    INDArray errors = outputs.sub(labels);
    INDArray slopes =
        switch (loss) {
          case MAE -> Transforms.sign(errors, false);
          case MSE -> errors.muli(2);
          case HUBER -> within(errors);
        };
    return slopes.divi(outputs.size(1));
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray outputs,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    return new Pair<>(
        computeScore(labels, outputs, activation, mask, average),
        computeGradient(labels, outputs, activation, mask));
  }

  /** Of each output of each window. */
  private INDArray losses(INDArray labels, INDArray outputs) {
    INDArray errors = outputs.sub(labels);
    return switch (loss) {
      case MAE -> Transforms.abs(errors, false);
      case MSE -> errors.muli(errors);
      case HUBER -> {
        // With q, the error e cut to +-delta, both of its pieces are q (e - q / 2).
        INDArray cut = within(errors);
        yield errors.subi(cut.mul(0.5)).muli(cut);
      }
    };
  }

  /** A copy, no smaller than minus delta and no larger than delta; NaN stays NaN. */
  private INDArray within(INDArray errors) {
    return Transforms.max(Transforms.min(errors, huberDelta, true), -huberDelta, false);
  }

  private static void requireNoMask(@Nullable INDArray mask) {
    if (mask != null) {
      throw new IllegalArgumentException("windows are all of one length: no masks");
    }
  }

  @Override
  public String name() {
    return loss.name();
  }
}
