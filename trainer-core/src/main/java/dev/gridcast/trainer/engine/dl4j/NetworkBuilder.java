package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.network.Activation;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Flow;
import dev.gridcast.trainer.network.Layer;
import dev.gridcast.trainer.network.PlacedLayer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Puts an architecture into Deeplearning4j's words.
 *
 * <p>What learns and what draws masks becomes a layer there; what only moves numbers becomes a
 * {@link Reshaping} before the next layer. The library's own updaters are not used, {@link
 * FlatOptimizer} steps.
 */
final class NetworkBuilder {

  private final TrainingOptions options;
  private final StepClock clock;
  private final NeuralNetConfiguration.ListBuilder list;
  private final List<InputPreProcessor> pending = new ArrayList<>();
  private final List<LinkedLayer> linked = new ArrayList<>();
  private int layers;

  private NetworkBuilder(TrainingOptions options, StepClock clock) {
    this.options = options;
    this.clock = clock;
    this.list =
        new NeuralNetConfiguration.Builder()
            .seed(options.seed())
            .dataType(DataType.FLOAT)
            .updater(new NoOp())
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .list();
  }

  /** A network and where it keeps our tensors. Its first weights are still to be loaded. */
  static LinkedNetwork build(Architecture architecture, TrainingOptions options, StepClock clock) {
    NetworkBuilder builder = new NetworkBuilder(options, clock);
    List<PlacedLayer> placed = architecture.placed();
    for (int i = 0; i < placed.size(); i++) {
      builder.add(placed.get(i), i, i == placed.size() - 1);
    }
    // Shapes are planned by the architecture, nothing is to be guessed or checked.
    MultiLayerNetwork network =
        new MultiLayerNetwork(builder.list.validateOutputLayerConfig(false).build());
    network.init();
    network.initGradientsView();
    return new LinkedNetwork(architecture, network, builder.linked);
  }

  private void add(PlacedLayer placed, int index, boolean last) {
    Layer layer = placed.layer();
    Flow input = placed.input();
    if (layer instanceof Layer.LastStep) {
      pending.add(new LastStepOnly(input.steps()));
    } else if (layer instanceof Layer.Flatten) {
      pending.add(new FlattenSteps(input.steps(), input.channels()));
    } else if (layer instanceof Layer.Dense dense) {
      put(dense(placed, dense, last));
    } else if (layer instanceof Layer.Lstm) {
      put(LstmTranslation.of(placed));
    } else if (layer instanceof Layer.Gru gru) {
      put(OwnLayer.of(placed, (x, p) -> GruTape.forward(x, gru.units(), p)));
    } else if (layer instanceof Layer.Conv conv) {
      put(ConvolutionTranslation.of(placed, conv.kernel(), conv.activation()));
    } else if (layer instanceof Layer.MaxPool pool) {
      put(Translation.of(pool(pool)));
    } else if (layer instanceof Layer.Dropout dropout) {
      put(Translation.of(dropout(dropout, index)));
    } else if (layer instanceof Layer.Project) {
      put(ConvolutionTranslation.of(placed, 1, Activation.IDENTITY));
      pending.add(new AddPositions(placed.output().steps(), placed.output().channels()));
    } else if (layer instanceof Layer.Encoder encoder) {
      put(OwnLayer.of(placed, (x, p) -> EncoderTape.forward(x, encoder.heads(), p)));
    } else {
      throw new IllegalArgumentException("unknown layer " + layer);
    }
  }

  private Translation dense(PlacedLayer placed, Layer.Dense dense, boolean last) {
    if (last) {
      return DenseTranslation.head(placed, new MeanLoss(options.loss(), options.huberDelta()));
    }
    return placed.input().sequence()
        ? ConvolutionTranslation.of(placed, 1, dense.activation())
        : DenseTranslation.hidden(placed, dense);
  }

  private static Subsampling1DLayer pool(Layer.MaxPool pool) {
    return new Subsampling1DLayer.Builder(PoolingType.MAX, pool.size(), pool.size())
        .convolutionMode(ConvolutionMode.Truncate)
        .build();
  }

  private DropoutLayer dropout(Layer.Dropout dropout, int index) {
    return new DropoutLayer.Builder(new SeededDropout(dropout.rate(), options.seed(), index, clock))
        .build();
  }

  private void put(Translation translation) {
    if (layers == 0 && pending.isEmpty()) {
      pending.add(new AsItIs());
    }
    if (!pending.isEmpty()) {
      list.inputPreProcessor(
          layers, new ComposableInputPreProcessor(pending.toArray(InputPreProcessor[]::new)));
      pending.clear();
    }
    list.layer(layers, translation.layer());
    linked.add(new LinkedLayer(layers, translation.links()));
    layers++;
  }
}
