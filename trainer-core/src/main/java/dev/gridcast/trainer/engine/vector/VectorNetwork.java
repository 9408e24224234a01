package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.EngineState;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Flow;
import dev.gridcast.trainer.network.PlacedLayer;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One network: its stages behind one another, all memory taken when it is built. */
final class VectorNetwork implements EngineNetwork {

  /** Windows per pass when predicting, at least. */
  private static final int PREDICT_BATCH = 32;

  private final Architecture architecture;
  private final TrainingOptions options;
  private final Parameters parameters;
  private final Updates updates;
  private final LossGradient loss;
  private final List<Stage> stages = new ArrayList<>();
  private final Signal input;
  private final Signal answers;
  private final Batch batch = new Batch();
  private final int capacity;

  VectorNetwork(Kernels kernels, Weights initial, TrainingOptions options) {
    this.architecture = initial.architecture();
    this.options = options;
    this.capacity = Math.max(options.batch(), PREDICT_BATCH);
    List<PlacedLayer> placed = architecture.placed();
    Sizes.check(placed, capacity);
    this.parameters = new Parameters(architecture);
    this.updates = new Updates(kernels, parameters, options);
    this.loss = new LossGradient(options);
    this.input = new Signal(placed.get(0).input(), capacity, false);
    Signal signal = input;
    boolean learning = false;
    for (PlacedLayer layer : placed) {
      learning = learning || !layer.tensors().isEmpty();
      Flow flow = layer.output();
      Signal next = new Signal(flow, capacity, learning);
      stages.add(
          Stages.of(
              kernels, layer, stages.size(), options.seed(), signal, next, parameters, capacity));
      signal = next;
    }
    this.answers = signal;
    parameters.load(initial);
  }

  @Override
  public double fitEpoch(Samples samples, LearningRate rate) {
    check(samples);
    if (!samples.hasTargets()) {
      throw new IllegalArgumentException("samples without targets cannot be fitted");
    }
    double sum = 0;
    for (int from = 0; from < samples.count(); from += options.batch()) {
      sum += fit(samples, from, Math.min(options.batch(), samples.count() - from), rate);
    }
    return sum / ((double) samples.count() * architecture.outputs());
  }

  /** Learns from one batch; the sum of its losses. */
  private double fit(Samples samples, int from, int windows, LearningRate rate) {
    forward(samples, from, windows, true);
    Arrays.fill(parameters.gradients, 0);
    double sum = loss.apply(answers, samples.targets(), from * answers.channels, windows);
    for (int i = stages.size() - 1; i >= 0; i--) {
      stages.get(i).backward(batch);
    }
    updates.apply(rate.at(updates.step()));
    return sum;
  }

  /** Of the mean loss of the last batch, tensor by tensor; as clipped. For tests. */
  Map<String, float[]> gradients() {
    return parameters.gather(parameters.gradients);
  }

  private void forward(Samples samples, int from, int windows, boolean fitting) {
    batch.windows = windows;
    batch.fitting = fitting;
    batch.step = updates.step();
    int lags = input.steps;
    int features = input.channels;
    for (int lag = 0; lag < lags; lag++) {
      for (int window = 0; window < windows; window++) {
        int row = ((from + window) * lags + lag) * features;
        int to = (lag * windows + window) * input.stride;
        System.arraycopy(samples.inputs(), row, input.values, to, features);
      }
    }
    for (int i = 0; i < stages.size(); i++) {
      stages.get(i).forward(batch);
    }
  }

  @Override
  public float[] predict(Samples samples) {
    check(samples);
    int outputs = architecture.outputs();
    float[] found = new float[samples.count() * outputs];
    for (int from = 0; from < samples.count(); from += capacity) {
      int windows = Math.min(capacity, samples.count() - from);
      forward(samples, from, windows, false);
      for (int window = 0; window < windows; window++) {
        int to = (from + window) * outputs;
        System.arraycopy(answers.values, window * answers.stride, found, to, outputs);
      }
    }
    return found;
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
    return parameters.export();
  }

  @Override
  public void importWeights(Weights weights) {
    checkArchitecture(weights);
    parameters.load(weights);
    updates.reset();
  }

  @Override
  public EngineState exportState() {
    return new EngineState(exportWeights(), updates.export(), updates.step());
  }

  @Override
  public void importState(EngineState state) {
    checkArchitecture(state.weights());
    updates.load(state.optimizer(), state.step());
    parameters.load(state.weights());
  }

  private void checkArchitecture(Weights weights) {
    if (!weights.architecture().equals(architecture)) {
      throw new IllegalArgumentException(
          "the weights are of " + weights.architecture() + ", the network is " + architecture);
    }
  }

  @Override
  public void close() {
    // All memory is Java's.
  }
}
