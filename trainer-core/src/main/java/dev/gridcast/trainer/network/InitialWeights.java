package dev.gridcast.trainer.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The weights a training begins with, the same for every engine, JVM and machine.
 *
 * <p>Matrices: uniform between plus and minus {@code sqrt(6 / (in + out))} (X. Glorot, Y. Bengio,
 * AISTATS 2010), where a gate of a recurrent layer counts as a matrix of its own and a
 * convolution's kernel multiplies both. Biases: 0; the forget gate's: 1, so that the cell remembers
 * from the start (R. Jozefowicz et al., ICML 2015). Scales of normalisations: 1. Tensors are drawn
 * in the order of {@link Architecture#tensors()}, row-major, from one {@link SeededRandom}.
 */
public final class InitialWeights {

  private static final long PURPOSE = 0;

  private InitialWeights() {}

  /** The first weights of a network. */
  public static Weights of(Architecture architecture, long seed) {
    SeededRandom random = SeededRandom.of(seed, PURPOSE);
    Map<String, float[]> values = new HashMap<>();
    for (PlacedLayer placed : architecture.placed()) {
      for (TensorShape tensor : placed.tensors()) {
        values.put(tensor.name(), draw(placed.layer(), tensor, random));
      }
    }
    return Weights.of(architecture, values);
  }

  private static float[] draw(Layer layer, TensorShape tensor, SeededRandom random) {
    float[] values = new float[tensor.elements()];
    if (tensor.dimensions().size() == 1) {
      if (tensor.name().contains("norm") && tensor.name().endsWith(".weight")) {
        Arrays.fill(values, 1);
      } else if (layer instanceof Layer.Lstm lstm) {
        Arrays.fill(values, lstm.units(), 2 * lstm.units(), 1);
      }
      return values;
    }
    float limit = (float) StrictMath.sqrt(6.0 / fans(layer, tensor));
    for (int i = 0; i < values.length; i++) {
      values[i] = (2 * random.nextFloat() - 1) * limit;
    }
    return values;
  }

  /** How many numbers each sum takes and how many sums each number goes into, together. */
  private static int fans(Layer layer, TensorShape tensor) {
    int rows = tensor.dimensions().get(0);
    int columns = tensor.dimensions().get(1);
    if (layer instanceof Layer.Lstm) {
      return rows / 4 + columns;
    }
    if (layer instanceof Layer.Gru) {
      return rows / 3 + columns;
    }
    if (layer instanceof Layer.Conv conv) {
      return (rows + columns) * conv.kernel();
    }
    return rows + columns;
  }
}
