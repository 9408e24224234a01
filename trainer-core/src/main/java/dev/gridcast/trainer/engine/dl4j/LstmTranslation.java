package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.network.PlacedLayer;
import dev.gridcast.trainer.network.TensorShape;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.nd4j.linalg.activations.Activation;

/**
 * LSTM. PyTorch stacks its gates i, f, g, o in rows of [4 * units, inputs]; Deeplearning4j puts g,
 * f, o, i side by side in columns of [inputs, 4 * units] (it calls them I, F, O, G, and its G is
 * the sigmoid that everybody else calls the input gate).
 */
final class LstmTranslation {

  /** Where the library keeps our gates i, f, g, o. */
  private static final int[] GATE = {3, 1, 0, 2};

  private LstmTranslation() {}

  static Translation of(PlacedLayer placed) {
    int units = placed.output().channels();
    LSTM layer =
        new LSTM.Builder()
            .nIn(placed.input().channels())
            .nOut(units)
            .activation(Activation.TANH)
            .gateActivationFunction(Activation.SIGMOID)
            .build();
    return new Translation(
        layer,
        List.of(
            gates(placed.tensors().get(0), "W", placed.input().channels(), units),
            gates(placed.tensors().get(1), "RW", units, units),
            gates(placed.tensors().get(2), "b", 1, units)));
  }

  private static TensorLink gates(TensorShape shape, String parameter, int inputs, int units) {
    return TensorLink.of(
        shape,
        parameter,
        i -> {
          int row = i / inputs;
          int column = GATE[row / units] * units + row % units;
          return i % inputs * 4 * units + column;
        });
  }
}
