package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.engine.Optimizer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.api.ops.impl.updaters.RmsPropUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Steps over all weights of a network at once, as {@link Optimizer} says, with ND4J's own operators
 * on flat vectors.
 *
 * <p>Deeplearning4j's updaters are not used: they clip layer by layer only, and their RMSprop
 * begins with a mean square of epsilon instead of 0. The operators compute the corrections of Adam
 * in floats, which moves a step by some 3e-6 of itself.
 */
final class FlatOptimizer implements AutoCloseable {

  private static final double EPSILON = 1e-8;
  private static final double ADAM_MEAN = 0.9;
  private static final double ADAM_SQUARES = 0.999;
  private static final double RMSPROP_SQUARES = 0.9;

  private static final String MEAN = "dl4j.adam.m";
  private static final String SQUARES = "dl4j.adam.v";
  private static final String RMSPROP = "dl4j.rmsprop.v";

  private final Optimizer optimizer;
  private final double clip;
  private final long parameters;

  /** By the names under which they are exported; flat. */
  private final Map<String, INDArray> memory = new LinkedHashMap<>();

  /**
   * @param clip the largest norm of the gradient, 0: no limit
   */
  FlatOptimizer(Optimizer optimizer, double clip, long parameters) {
    this.optimizer = optimizer;
    this.clip = clip;
    this.parameters = parameters;
    switch (optimizer) {
      case ADAM -> {
        memory.put(MEAN, zeros());
        memory.put(SQUARES, zeros());
      }
      case RMSPROP -> memory.put(RMSPROP, zeros());
    }
  }

  private INDArray zeros() {
    return Nd4j.zeros(DataType.FLOAT, parameters);
  }

  /**
   * One step.
   *
   * @param weights flat, are changed
   * @param slopes the gradient of the mean loss, flat; overwritten
   * @param step how many came before
   */
  void step(INDArray weights, INDArray slopes, double rate, long step) {
    INDArray gradient = slopes.reshape(parameters);
    clip(gradient);
    switch (optimizer) {
      case ADAM ->
          Nd4j.exec(
              new AdamUpdater(
                  gradient,
                  Named.in(memory, SQUARES),
                  Named.in(memory, MEAN),
                  rate,
                  ADAM_MEAN,
                  ADAM_SQUARES,
                  EPSILON,
                  Math.toIntExact(step)));
      case RMSPROP ->
          Nd4j.exec(
              new RmsPropUpdater(
                  gradient, Named.in(memory, RMSPROP), rate, RMSPROP_SQUARES, EPSILON));
    }
    weights.reshape(parameters).subi(gradient);
  }

  private void clip(INDArray gradient) {
    if (clip > 0) {
      double norm = gradient.norm2Number().doubleValue();
      if (norm > clip) {
        gradient.muli(clip / norm);
      }
    }
  }

  /** Forgets everything, as before the first step. */
  void reset() {
    memory.values().forEach(array -> array.assign(0));
  }

  /** A copy of what it remembers. */
  Map<String, float[]> export() {
    Map<String, float[]> copies = new HashMap<>();
    memory.forEach((name, array) -> copies.put(name, array.data().asFloat()));
    return copies;
  }

  /**
   * Remembers what was exported.
   *
   * @throws IllegalArgumentException when it is another optimiser's
   */
  void restore(Map<String, float[]> state) {
    if (!state.keySet().equals(memory.keySet())) {
      throw new IllegalArgumentException(
          "the state is of another engine or optimiser: it holds "
              + state.keySet()
              + ", not "
              + memory.keySet());
    }
    state.forEach(
        (name, values) -> {
          if (values.length != parameters) {
            throw new IllegalArgumentException(
                "the state is of another network: "
                    + name
                    + " has "
                    + values.length
                    + " numbers, not "
                    + parameters);
          }
        });
    memory.forEach(
        (name, array) -> {
          try (INDArray values = Nd4j.create(state.get(name), new long[] {parameters}, 'c')) {
            array.assign(values);
          }
        });
  }

  @Override
  public void close() {
    memory.values().forEach(INDArray::close);
  }
}
