package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Layer;
import dev.gridcast.trainer.network.Weights;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The same weights in PyTorch's words (ours) and in Deeplearning4j's.
 *
 * <p>PyTorch stacks its gates i, f, g, o in rows of [4 * units, inputs]; Deeplearning4j puts g, f,
 * o, i side by side in columns of [inputs, 4 * units] (it calls them I, F, O, G, and its G is the
 * sigmoid that everybody else calls the input gate). A test holds the two to the same answers.
 */
final class WeightMapping {

  /** Where the library keeps our gates i, f, g, o. */
  private static final int[] GATE = {3, 1, 0, 2};

  private WeightMapping() {}

  static Weights export(MultiLayerNetwork network, Architecture architecture) {
    int units = ((Layer.Lstm) architecture.layers().get(0)).units();
    int labels = architecture.outputs();
    Map<String, float[]> ours = new HashMap<>();
    ours.put("lstm.weight_ih_l0", gatesToOurs(network, "0_W", architecture.features(), units));
    ours.put("lstm.weight_hh_l0", gatesToOurs(network, "0_RW", units, units));
    ours.put("lstm.bias_ih_l0", gatesToOurs(network, "0_b", 1, units));
    ours.put("dense.weight", transpose(rows(network, "1_W"), units, labels));
    ours.put("dense.bias", rows(network, "1_b"));
    return Weights.of(architecture, ours);
  }

  static void load(Weights weights, MultiLayerNetwork network) {
    Architecture architecture = weights.architecture();
    int units = ((Layer.Lstm) architecture.layers().get(0)).units();
    int labels = architecture.outputs();
    int features = architecture.features();
    assign(network, "0_W", gatesToTheirs(weights, "lstm.weight_ih_l0", features, units));
    assign(network, "0_RW", gatesToTheirs(weights, "lstm.weight_hh_l0", units, units));
    assign(network, "0_b", gatesToTheirs(weights, "lstm.bias_ih_l0", 1, units));
    assign(network, "1_W", transpose(weights.tensor("dense.weight").toArray(), labels, units));
    assign(network, "1_b", weights.tensor("dense.bias").toArray());
  }

  private static float[] gatesToOurs(
      MultiLayerNetwork network, String name, int inputs, int units) {
    float[] theirs = rows(network, name);
    float[] ours = new float[theirs.length];
    for (int gate = 0; gate < GATE.length; gate++) {
      for (int unit = 0; unit < units; unit++) {
        for (int input = 0; input < inputs; input++) {
          ours[(gate * units + unit) * inputs + input] =
              theirs[input * 4 * units + GATE[gate] * units + unit];
        }
      }
    }
    return ours;
  }

  private static float[] gatesToTheirs(Weights weights, String name, int inputs, int units) {
    float[] ours = weights.tensor(name).toArray();
    float[] theirs = new float[ours.length];
    for (int gate = 0; gate < GATE.length; gate++) {
      for (int unit = 0; unit < units; unit++) {
        for (int input = 0; input < inputs; input++) {
          theirs[input * 4 * units + GATE[gate] * units + unit] =
              ours[(gate * units + unit) * inputs + input];
        }
      }
    }
    return theirs;
  }

  private static float[] transpose(float[] matrix, int rows, int columns) {
    float[] transposed = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = matrix[row * columns + column];
      }
    }
    return transposed;
  }

  /** A parameter's numbers, row-major, copied out of the library's memory. */
  private static float[] rows(MultiLayerNetwork network, String name) {
    try (INDArray copy = network.getParam(name).dup('c')) {
      return copy.data().asFloat();
    }
  }

  private static void assign(MultiLayerNetwork network, String name, float[] rows) {
    INDArray parameter = network.getParam(name);
    try (INDArray values = Nd4j.create(rows, parameter.shape(), 'c')) {
      parameter.assign(values);
    }
  }
}
