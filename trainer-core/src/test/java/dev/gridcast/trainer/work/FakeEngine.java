package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.EngineState;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.TrainingEngine;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.ForwardPass;
import dev.gridcast.trainer.network.TensorShape;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Learns nothing: after epoch n its network answers the n-th constant, with the n-th loss. */
public class FakeEngine implements TrainingEngine {

  private final List<Float> answers;
  private final List<Double> losses;
  final List<Double> ratesAtStep9 = new ArrayList<>();
  int open;

  public FakeEngine(List<Float> answers, List<Double> losses) {
    this.answers = answers;
    this.losses = losses;
  }

  /** Constants in the middle of the scale. */
  public static FakeEngine ofEpochs(int epochs) {
    return new FakeEngine(
        java.util.Collections.nCopies(epochs, 0.5f), java.util.Collections.nCopies(epochs, 0.1));
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public boolean supports(Architecture architecture) {
    return true;
  }

  @Override
  public EngineNetwork build(Weights initial, TrainingOptions options) {
    Architecture architecture = initial.architecture();
    open++;
    return new EngineNetwork() {
      private int epoch;

      @Override
      public double fitEpoch(Samples samples, LearningRate rate) {
        ratesAtStep9.add(rate.at(9));
        return losses.get(epoch++);
      }

      @Override
      public float[] predict(Samples samples) {
        return ForwardPass.of(exportWeights()).predict(samples.inputs());
      }

      @Override
      public Weights exportWeights() {
        Map<String, float[]> values = new HashMap<>();
        for (TensorShape shape : architecture.tensors()) {
          float[] numbers = new float[shape.elements()];
          if (shape.name().equals("dense.bias")) {
            java.util.Arrays.fill(numbers, answers.get(epoch - 1));
          }
          values.put(shape.name(), numbers);
        }
        try {
          return Weights.of(architecture, values);
        } catch (IllegalArgumentException e) {
          throw new IllegalStateException(e.getMessage(), e);
        }
      }

      @Override
      public void importWeights(Weights weights) {
        throw new UnsupportedOperationException("not needed");
      }

      @Override
      public EngineState exportState() {
        return new EngineState(exportWeights(), Map.of("memory", new float[] {1, epoch}), epoch);
      }

      @Override
      public void importState(EngineState state) {
        for (float[] values : state.optimizer().values()) {
          if (values.length != 2 || values[0] != 1) {
            throw new IllegalArgumentException("no state of this engine");
          }
        }
        epoch = (int) state.step();
      }

      @Override
      public void close() {
        open--;
      }
    };
  }
}
