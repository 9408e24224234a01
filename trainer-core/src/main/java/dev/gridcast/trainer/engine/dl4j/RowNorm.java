package dev.gridcast.trainer.engine.dl4j;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Normalises rows (J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer normalization", 2016): {@code (x -
 * mean) / sqrt(variance + 1e-5) * weight + bias}, mean and variance over the row. One forward pass,
 * kept for its backward pass.
 */
final class RowNorm implements AutoCloseable {

  /** PyTorch's. */
  private static final double EPSILON = 1e-5;

  private final String name;
  private final INDArray weight;

  /** Rows of mean 0 and variance 1. */
  private final INDArray standard;

  /** {@code 1 / sqrt(variance + epsilon)} of each row, a column. */
  private final INDArray scale;

  private RowNorm(String name, INDArray weight, INDArray standard, INDArray scale) {
    this.name = name;
    this.weight = weight;
    this.standard = standard;
    this.scale = scale;
  }

  /**
   * @param name what the names of its parameters begin with
   */
  static RowNorm forward(INDArray rows, String name, Map<String, INDArray> parameters) {
    INDArray centred = rows.subColumnVector(rows.mean(true, 1));
    INDArray variance = centred.mul(centred).mean(true, 1);
    INDArray scale = Transforms.sqrt(variance.addi(EPSILON), false).rdivi(1);
    centred.muliColumnVector(scale);
    return new RowNorm(
        name, Named.in(parameters, name + "_weight"), Lasting.copy(centred), Lasting.copy(scale));
  }

  INDArray output(Map<String, INDArray> parameters) {
    return standard.mulRowVector(weight).addiRowVector(Named.in(parameters, name + "_bias"));
  }

  /**
   * The gradient at the rows.
   *
   * @param slopes gets the gradients of the parameters
   */
  INDArray backward(INDArray atOutput, Map<String, INDArray> slopes) {
    slopes.put(name + "_weight", atOutput.mul(standard).sum(0));
    slopes.put(name + "_bias", atOutput.sum(0));
    INDArray atStandard = atOutput.mulRowVector(weight);
    INDArray along = atStandard.mul(standard).mean(true, 1);
    return atStandard
        .subColumnVector(atStandard.mean(true, 1))
        .subi(standard.mulColumnVector(along))
        .muliColumnVector(scale);
  }

  @Override
  public void close() {
    standard.close();
    scale.close();
  }
}
