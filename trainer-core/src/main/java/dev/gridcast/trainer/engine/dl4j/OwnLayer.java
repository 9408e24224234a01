package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.network.PlacedLayer;
import dev.gridcast.trainer.network.TensorShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that Deeplearning4j does not have: sequence to sequence, with parameters of our shapes in
 * our order, so that nothing has to be translated.
 *
 * <p>How parameters are declared and held is taken from the library's layer for SameDiff, its own
 * way to write a layer as a graph. The graph is not: it prints to the standard output, which may be
 * somebody's protocol, it runs every forward pass twice, and it needs libraries that nothing else
 * does.
 */
final class OwnLayer extends SameDiffLayer {

  private static final long serialVersionUID = 1L;

  private final transient List<TensorShape> tensors;
  private final transient Tape.Equations equations;
  private final int outputChannels;

  private OwnLayer(PlacedLayer placed, Tape.Equations equations) {
    this.tensors = placed.tensors();
    this.equations = equations;
    this.outputChannels = placed.output().channels();
  }

  /** A layer of these equations, and its links. */
  static Translation of(PlacedLayer placed, Tape.Equations equations) {
    List<TensorLink> links = new ArrayList<>();
    for (TensorShape tensor : placed.tensors()) {
      links.add(TensorLink.same(tensor, parameter(tensor)));
    }
    return new Translation(new OwnLayer(placed, equations), links);
  }

  /**
   * The words of a tensor's name that tell it from the others of its layer: {@code
   * encoder.layers.0.norm1.weight} is {@code norm1_weight}, {@code gru.bias_hh_l1} is {@code
   * bias_hh}.
   */
  private static String parameter(TensorShape tensor) {
    return tensor
        .name()
        .replaceFirst("^(encoder\\.layers\\.\\d+|gru)\\.", "")
        .replaceFirst("_l\\d+$", "")
        .replace('.', '_');
  }

  @Override
  public void defineParameters(SDLayerParams params) {
    params.clear();
    for (TensorShape tensor : tensors) {
      long[] shape = tensor.dimensions().stream().mapToLong(Integer::longValue).toArray();
      if (shape.length == 1) {
        params.addBiasParam(parameter(tensor), shape);
      } else {
        params.addWeightParam(parameter(tensor), shape);
      }
    }
  }

  /** Nothing: first weights are ours. */
  @Override
  public void initializeParameters(Map<String, INDArray> params) {}

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return InputType.recurrent(outputChannels);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    OwnComputation computation = new OwnComputation(configuration, type, equations);
    computation.setIndex(index);
    computation.setParamsViewArray(parameters);
    computation.setParamTable(initializer().init(configuration, parameters, initialize));
    computation.setConf(configuration);
    return computation;
  }

  @Override
  public SDVariable defineLayer(
      SameDiff graph,
      SDVariable input,
      Map<String, SDVariable> parameters,
      @Nullable SDVariable mask) {
    throw new UnsupportedOperationException("computed without a graph");
  }
}
