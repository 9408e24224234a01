package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.EngineState;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One network in Deeplearning4j, fitted in batches in the order of the samples. The library
 * computes losses and gradients; the steps are taken here, by {@link FlatOptimizer}.
 */
final class Dl4jNetwork implements EngineNetwork {

  /** Windows per forward pass when predicting: enough to pay for the calls, little memory. */
  private static final int PREDICT_BATCH = 512;

  private final Architecture architecture;
  private final TrainingOptions options;
  private final StepClock clock = new StepClock();
  private final LinkedNetwork linked;
  private final MultiLayerNetwork network;
  private final FlatOptimizer optimizer;

  /** The batches of the samples that were fitted last, outside Java's heap. */
  private @Nullable Batches batches;

  Dl4jNetwork(Weights initial, TrainingOptions options) {
    this.architecture = initial.architecture();
    this.options = options;
    this.linked = NetworkBuilder.build(architecture, options, clock);
    this.network = linked.network();
    this.optimizer = new FlatOptimizer(options.optimizer(), options.clip(), network.numParams());
    linked.load(initial);
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
      INDArray inputs = current.inputs(batch);
      sum += step(inputs, current.targets(batch), rate) * inputs.size(0);
    }
    return sum / samples.count();
  }

  /** One step of the optimiser; gives the mean loss before it. */
  private double step(INDArray inputs, INDArray targets, LearningRate rate) {
    network.setInput(inputs);
    network.setLabels(targets);
    network.computeGradientAndScore();
    double loss = network.score();
    // The library sums over windows.
    INDArray gradient = network.getFlattenedGradients().divi(inputs.size(0));
    optimizer.step(network.params(), gradient, rate.at(clock.step()), clock.step());
    clock.advance();
    network.clear();
    return loss;
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
      return linked.weights();
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("the network cannot be exported: " + e.getMessage(), e);
    }
  }

  @Override
  public void importWeights(Weights weights) {
    check(weights);
    linked.load(weights);
    optimizer.reset();
    clock.set(0);
  }

  private void check(Weights weights) {
    if (!weights.architecture().equals(architecture)) {
      throw new IllegalArgumentException(
          "the weights are of " + weights.architecture() + ", the network is " + architecture);
    }
  }

  @Override
  public EngineState exportState() {
    return new EngineState(exportWeights(), optimizer.export(), clock.step());
  }

  @Override
  public void importState(EngineState state) {
    check(state.weights());
    optimizer.restore(state.optimizer());
    linked.load(state.weights());
    clock.set(state.step());
  }

  @Override
  public void close() {
    if (batches != null) {
      batches.close();
      batches = null;
    }
    optimizer.close();
    network.close();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }
}
