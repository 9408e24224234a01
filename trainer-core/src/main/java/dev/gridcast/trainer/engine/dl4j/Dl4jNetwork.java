package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.EngineState;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Layer;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;

/**
 * One network in Deeplearning4j: LSTM (tanh, gates sigmoid), dense (identity) on its last step,
 * Adam, batches in the order of the samples.
 *
 * <p>First weights are ours, {@link dev.gridcast.trainer.network.InitialWeights}.
 */
final class Dl4jNetwork implements EngineNetwork {

  /** Windows per forward pass when predicting: enough to pay for the calls, little memory. */
  private static final int PREDICT_BATCH = 512;

  private final Architecture architecture;
  private final TrainingOptions options;
  private final MultiLayerNetwork network;

  /** The batches of the samples that were fitted last, outside Java's heap. */
  private @Nullable Batches batches;

  Dl4jNetwork(Weights initial, TrainingOptions options) {
    this.architecture = initial.architecture();
    this.options = options;
    this.network = new MultiLayerNetwork(configuration(architecture, options));
    network.init();
    WeightMapping.load(initial, network);
  }

  private static int units(Architecture architecture) {
    return ((Layer.Lstm) architecture.layers().get(0)).units();
  }

  private static MultiLayerConfiguration configuration(
      Architecture architecture, TrainingOptions options) {
    return new NeuralNetConfiguration.Builder()
        .seed(options.seed())
        .dataType(DataType.FLOAT)
        .weightInit(WeightInit.XAVIER)
        .updater(new Adam(TrainingOptions.DEFAULT_LEARNING_RATE))
        .trainingWorkspaceMode(WorkspaceMode.ENABLED)
        .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
        .list()
        .layer(
            new LastTimeStep(
                new LSTM.Builder()
                    .nIn(architecture.features())
                    .nOut(units(architecture))
                    .activation(Activation.TANH)
                    .gateActivationFunction(Activation.SIGMOID)
                    .forgetGateBiasInit(1.0)
                    .build()))
        .layer(
            new OutputLayer.Builder()
                .nIn(units(architecture))
                .nOut(architecture.outputs())
                .activation(Activation.IDENTITY)
                .lossFunction(
                    switch (options.loss()) {
                      case MAE -> new LossMAE();
                      case MSE, HUBER ->
                          throw new IllegalArgumentException("not yet: " + options.loss());
                    })
                .build())
        .build();
  }

  @Override
  public double fitEpoch(Samples samples, LearningRate rate) {
    check(samples);
    Batches current = batches;
    if (current == null || !current.isOf(samples)) {
      if (current != null) {
        current.close();
      }
      current = Batches.of(samples, options.batch());
      batches = current;
    }
    double sum = 0;
    for (int batch = 0; batch < current.size(); batch++) {
      network.setLearningRate(rate.at(network.getIterationCount()));
      network.fit(current.inputs(batch), current.targets(batch));
      sum += network.score() * current.inputs(batch).size(0);
    }
    return sum / samples.count();
  }

  @Override
  public float[] predict(Samples samples) {
    check(samples);
    float[] answers = new float[samples.count() * architecture.outputs()];
    for (int from = 0; from < samples.count(); from += PREDICT_BATCH) {
      int to = Math.min(samples.count(), from + PREDICT_BATCH);
      try (INDArray inputs = Batches.inputs(samples, from, to);
          INDArray output = network.output(inputs, false)) {
        float[] part = output.dup('c').data().asFloat();
        System.arraycopy(part, 0, answers, from * architecture.outputs(), part.length);
      }
    }
    return answers;
  }

  private void check(Samples samples) {
    if (samples.count() == 0
        || samples.features() != architecture.features()
        || samples.lags() != architecture.lags()
        || samples.outputs() != architecture.outputs()) {
      throw new IllegalArgumentException(
          samples.count()
              + " samples of "
              + samples.lags()
              + " x "
              + samples.features()
              + " -> "
              + samples.outputs()
              + " do not fit "
              + architecture);
    }
  }

  @Override
  public Weights exportWeights() {
    try {
      return WeightMapping.export(network, architecture);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("the network cannot be exported: " + e.getMessage(), e);
    }
  }

  @Override
  public void importWeights(Weights weights) {
    if (!weights.architecture().equals(architecture)) {
      throw new IllegalArgumentException(
          "the weights are of " + weights.architecture() + ", the network is " + architecture);
    }
    WeightMapping.load(weights, network);
    network.getUpdater().getStateViewArray().assign(0);
    network.setIterationCount(0);
  }

  @Override
  public EngineState exportState() {
    return new EngineState(
        exportWeights(),
        Map.of("state", network.getUpdater().getStateViewArray().dup().data().asFloat()),
        network.getIterationCount());
  }

  @Override
  public void importState(EngineState state) {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public void close() {
    if (batches != null) {
      batches.close();
      batches = null;
    }
    network.close();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }
}
