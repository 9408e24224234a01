package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network of the library, and where it keeps our tensors.
 *
 * @param architecture ours
 * @param network theirs
 * @param layers links, layer by layer
 */
record LinkedNetwork(
    Architecture architecture, MultiLayerNetwork network, List<LinkedLayer> layers) {
  LinkedNetwork {
    layers = List.copyOf(layers);
  }

  /** A copy of its weights. */
  Weights weights() {
    return Weights.of(architecture, tensors(network::getParam));
  }

  /** Copies of what the library holds of each of our tensors, by our names and in our order. */
  Map<String, float[]> tensors(Function<String, INDArray> theirs) {
    Map<String, float[]> ours = new HashMap<>();
    for (LinkedLayer layer : layers) {
      for (TensorLink link : layer.links()) {
        ours.put(link.name(), link.toOurs(rows(theirs.apply(layer.parameter(link)))));
      }
    }
    return ours;
  }

  /** Overwrites its weights. */
  void load(Weights weights) {
    for (LinkedLayer layer : layers) {
      for (TensorLink link : layer.links()) {
        INDArray parameter = network.getParam(layer.parameter(link));
        float[] theirs = link.toTheirs(weights.tensor(link.name()).toArray());
        try (INDArray values = Nd4j.create(theirs, parameter.shape(), 'c')) {
          parameter.assign(values);
        }
      }
    }
  }

  /** Numbers, row-major, copied out of the library's memory. */
  private static float[] rows(INDArray array) {
    try (INDArray copy = array.dup('c')) {
      return copy.data().asFloat();
    }
  }
}
