package dev.gridcast.trainer.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.EngineState;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.Optimizer;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.ForwardPass;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VectorNetworkTest {

  private static final Architecture SMALL = Architecture.lstm(3, 5, 21, 2);
  private static final LearningRate RATE = LearningRate.constant(0.01);

  private static EngineNetwork network(Architecture architecture, int batch, double clip) {
    return new VectorEngine()
        .build(
            InitialWeights.of(architecture, 1),
            new TrainingOptions(batch, Optimizer.ADAM, Loss.MSE, 1, clip, 1));
  }

  @Test
  void predictsTheBitsOfTheForwardPass() {
    Samples samples = Cases.samples(SMALL, 77, 1);
    try (EngineNetwork network = network(SMALL, 16, 0)) {
      network.fitEpoch(samples, RATE);
      assertThat(network.predict(samples))
          .isEqualTo(ForwardPass.of(network.exportWeights()).predict(samples.inputs()));
    }
  }

  @Test
  void learns() {
    Samples samples = Cases.samples(SMALL, 77, 1);
    try (EngineNetwork network = network(SMALL, 16, 0)) {
      double first = network.fitEpoch(samples, RATE);
      double last = 0;
      for (int epoch = 0; epoch < 100; epoch++) {
        last = network.fitEpoch(samples, RATE);
      }
      assertThat(last).isPositive().isLessThan(first / 20);
    }
  }

  /** A vector that the compiler does not keep in a register is 64 bytes, a thousand per batch. */
  @Test
  void allocatesNothingPerBatch() {
    Architecture architecture = Architecture.lstm(5, 10, 50, 2);
    Samples samples = Cases.samples(architecture, 320, 1);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (EngineNetwork network = network(architecture, 32, 1)) {
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 100 && least > 10 * 1_000; round++) {
        for (int epoch = 0; epoch < 20; epoch++) {
          network.fitEpoch(samples, RATE); // Until it is compiled.
        }
        long before = threads.getThreadAllocatedBytes(thread);
        network.fitEpoch(samples, RATE);
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      }
      assertThat(least).as("bytes in 10 batches").isLessThanOrEqualTo(10 * 1_000);
    }
  }

  @Test
  void theNormOfTheGradientIsLimited() {
    Samples samples = Cases.samples(SMALL, 16, 1);
    try (VectorNetwork free = vectorNetwork(0);
        VectorNetwork clipped = vectorNetwork(0.01);
        VectorNetwork loose = vectorNetwork(1e6)) {
      free.fitEpoch(samples, RATE);
      clipped.fitEpoch(samples, RATE);
      loose.fitEpoch(samples, RATE);
      double norm = norm(free.gradients());
      assertThat(norm).isGreaterThan(0.1);
      assertThat(norm(clipped.gradients())).isCloseTo(0.01, within(1e-7));
      assertThat(norm(loose.gradients())).isEqualTo(norm);
      free.gradients()
          .forEach(
              (name, values) -> {
                float[] scaled = Objects.requireNonNull(clipped.gradients().get(name));
                for (int i = 0; i < values.length; i++) {
                  assertThat((double) scaled[i])
                      .isCloseTo(values[i] * 0.01 / norm, within(1e-6 * Math.abs(scaled[i])));
                }
              });
    }
  }

  private static Offset<Double> within(double distance) {
    return Offset.offset(distance);
  }

  private static VectorNetwork vectorNetwork(double clip) {
    return new VectorNetwork(
        Kernels.best(),
        InitialWeights.of(SMALL, 1),
        new TrainingOptions(16, Optimizer.ADAM, Loss.MSE, 1, clip, 1));
  }

  private static double norm(Map<String, float[]> gradients) {
    double sum = 0;
    for (float[] values : gradients.values()) {
      for (float value : values) {
        sum += (double) value * value;
      }
    }
    return Math.sqrt(sum);
  }

  @Test
  void importingWeightsForgetsTheOptimisersMemory() {
    Samples samples = Cases.samples(SMALL, 40, 1);
    Weights first = InitialWeights.of(SMALL, 1);
    try (EngineNetwork fresh = network(SMALL, 16, 0);
        EngineNetwork used = network(SMALL, 16, 0)) {
      used.fitEpoch(samples, RATE);
      used.importWeights(first);
      assertThat(used.exportState().step()).isZero();
      fresh.fitEpoch(samples, RATE);
      used.fitEpoch(samples, RATE);
      assertThat(used.exportWeights().sha256()).isEqualTo(fresh.exportWeights().sha256());
    }
  }

  @Test
  void anExplodedNetworkIsNotExported() {
    Samples samples = Cases.samples(SMALL, 40, 1);
    try (EngineNetwork network = network(SMALL, 16, 0)) {
      network.fitEpoch(samples, LearningRate.constant(1e38));
      assertThat(network.fitEpoch(samples, LearningRate.constant(1e38))).isNaN();
      assertThatThrownBy(network::exportWeights)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot be exported");
      assertThatThrownBy(network::exportState).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void refusesWhatIsNotIts() {
    Architecture other = Architecture.lstm(3, 5, 20, 2);
    try (EngineNetwork network = network(SMALL, 16, 0);
        EngineNetwork foreign = network(other, 16, 0)) {
      Weights before = network.exportWeights();
      assertThatThrownBy(() -> network.importWeights(foreign.exportWeights()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> network.importState(foreign.exportState()))
          .isInstanceOf(IllegalArgumentException.class);
      EngineState mine = network.exportState();
      assertThatThrownBy(
              () -> network.importState(new EngineState(mine.weights(), Map.of(), mine.step())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no state of ADAM");
      assertThatThrownBy(
              () -> network.importState(new EngineState(mine.weights(), mine.optimizer(), -1)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () -> network.fitEpoch(Cases.samples(Architecture.lstm(2, 5, 21, 2), 9, 1), RATE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("do not fit");
      assertThat(network.exportWeights().sha256()).isEqualTo(before.sha256());
    }
  }

  @Test
  void aBatchThatNoArrayHoldsIsRefusedWithAReason() {
    Architecture large = Architecture.lstm(1, 10_000, 1_000, 1);
    assertThatThrownBy(() -> network(large, 10_000, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use a smaller batch");
  }

  @Test
  void saysWhatItIs() {
    VectorEngine engine = new VectorEngine();
    assertThat(engine.name()).isEqualTo("vector");
    assertThat(engine.version()).isEqualTo("1");
    assertThat(engine.supports(SMALL)).isTrue();
    assertThat(engine.supports(Architecture.naive(1))).isFalse();
  }
}
