package dev.gridcast.trainer.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.ForwardPass;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Dl4jEngineTest {

  private static final Architecture SMALL = Architecture.lstm(3, 5, 8, 2);
  private static final TrainingOptions OPTIONS = TrainingOptions.of(16, Loss.MAE);

  private static final LearningRate RATE = LearningRate.constant(0.01);

  private static Dl4jEngine engine;

  @BeforeAll
  static void loadTheNativeLibrary() throws EngineUnavailableException {
    engine = Dl4jEngine.open();
  }

  @Test
  void plainJavaGivesTheEnginesOwnAnswersFromItsExportedWeights() {
    Samples samples = sums(SMALL, 200);
    try (EngineNetwork network = build(42, OPTIONS)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        network.fitEpoch(samples, RATE);
      }
      float[] theirs = network.predict(samples);
      float[] ours = ForwardPass.of(network.exportWeights()).predict(samples.inputs());
      assertThat(ours).containsExactly(theirs, within(1e-5f));
    }
  }

  @Test
  void importedWeightsAreExportedBitForBitAndAnswerTheSame() {
    Samples samples = sums(SMALL, 50);
    try (EngineNetwork trained = build(42, OPTIONS);
        EngineNetwork other = build(7, OPTIONS)) {
      trained.fitEpoch(samples, RATE);
      Weights weights = trained.exportWeights();
      assertThat(other.exportWeights().sha256()).isNotEqualTo(weights.sha256());
      other.importWeights(weights);
      assertThat(other.exportWeights().sha256()).isEqualTo(weights.sha256());
      assertThat(other.predict(samples)).isEqualTo(trained.predict(samples));
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    assertThat(train(42)).isEqualTo(train(42)).isNotEqualTo(train(43));
  }

  @Test
  void theLossFallsOnWhatCanBeLearned() {
    Samples samples = sums(SMALL, 400);
    try (EngineNetwork network = build(42, OPTIONS)) {
      double first = network.fitEpoch(samples, RATE);
      double last = first;
      for (int epoch = 0; epoch < 20; epoch++) {
        last = network.fitEpoch(samples, RATE);
      }
      assertThat(last).isLessThan(first / 3);
    }
  }

  @Test
  void theLossIsTheMeanAbsoluteErrorOverWindowsAndLabelsBeforeLearning() {
    // One batch holds all: the loss is that of the first weights.
    Samples samples = sums(SMALL, 10);
    TrainingOptions oneBatch = TrainingOptions.of(10, Loss.MAE);
    try (EngineNetwork network = build(42, oneBatch)) {
      float[] answers = ForwardPass.of(network.exportWeights()).predict(samples.inputs());
      double sum = 0;
      for (int i = 0; i < answers.length; i++) {
        sum += Math.abs(answers[i] - samples.targets()[i]);
      }
      assertThat(network.fitEpoch(samples, RATE)).isEqualTo(sum / answers.length, within(1e-5));
    }
  }

  @Test
  void aLossThatIsNotFiniteIsReportedAndItsWeightsAreNotExported() {
    Samples samples = sums(SMALL, 32);
    float[] poisoned = samples.targets().clone();
    poisoned[3] = Float.NaN;
    Samples bad =
        Samples.of(
            SMALL.lags(), SMALL.features(), 2, samples.inputs(), poisoned, samples.targetRows());
    try (EngineNetwork network = build(42, OPTIONS)) {
      assertThat(network.fitEpoch(bad, RATE)).isNaN();
    }
  }

  @Test
  void samplesOfAnotherShapeAreRefused() {
    Architecture other = Architecture.lstm(3, 6, 8, 2);
    try (EngineNetwork network = build(42, OPTIONS)) {
      assertThatThrownBy(() -> network.fitEpoch(sums(other, 10), RATE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("6 x 3");
    }
  }

  @Test
  void saysWhatItIs() {
    assertThat(engine.name()).isEqualTo("dl4j");
    assertThat(engine.version()).startsWith("1.0.0-M2.1 ");
  }

  private static EngineNetwork build(long seed, TrainingOptions options) {
    return engine.build(InitialWeights.of(SMALL, seed), options);
  }

  private static byte[] train(long seed) {
    Samples samples = sums(SMALL, 100);
    try (EngineNetwork network = build(seed, OPTIONS)) {
      network.fitEpoch(samples, RATE);
      network.fitEpoch(samples, RATE);
      return Safetensors.write(network.exportWeights());
    }
  }

  /** Windows of noise; each target is the mean of the last row, halved for the second label. */
  private static Samples sums(Architecture shape, int count) {
    Random random = new Random(5);
    int window = shape.lags() * shape.features();
    float[] inputs = new float[count * window];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = random.nextFloat();
    }
    float[] targets = new float[count * shape.outputs()];
    int[] rows = new int[count];
    for (int sample = 0; sample < count; sample++) {
      float sum = 0;
      for (int feature = 0; feature < shape.features(); feature++) {
        sum += inputs[(sample + 1) * window - 1 - feature];
      }
      for (int label = 0; label < shape.outputs(); label++) {
        targets[sample * shape.outputs() + label] = sum / shape.features() / (label + 1);
      }
      rows[sample] = sample;
    }
    return Samples.of(shape.lags(), shape.features(), shape.outputs(), inputs, targets, rows);
  }
}
