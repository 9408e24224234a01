package dev.gridcast.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.engine.dl4j.Dl4jEngine;
import dev.gridcast.trainer.engine.vector.VectorEngine;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two engines that share nothing but our words are one another's proof: from the same first weights
 * they must lose the same, batch after batch, for every template that both have.
 */
class EnginesAgreeTest {

  private static final int FEATURES = 5;
  private static final int LAGS = 10;
  private static final int OUTPUTS = 2;
  private static final int BATCH = 32;
  private static final int ITERATIONS = 20;
  private static final long SEED = 7;

  private static Dl4jEngine dl4j;
  private static final VectorEngine VECTOR = new VectorEngine();

  @BeforeAll
  static void loadTheNativeLibrary() throws EngineUnavailableException {
    dl4j = Dl4jEngine.open();
  }

  record Network(Template template, int layers, double dropout) {
    Architecture architecture() {
      return template.architecture(
          Map.of(
              TemplateParameter.UNITS,
              24.0,
              TemplateParameter.LAYERS,
              (double) layers,
              TemplateParameter.DROPOUT,
              dropout),
          FEATURES,
          LAGS,
          OUTPUTS);
    }
  }

  record Case(Network network, Optimizer optimizer, Loss loss, double clip) {}

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Network network :
        List.of(
            new Network(Template.LSTM, 1, 0),
            new Network(Template.LSTM, 3, 0),
            new Network(Template.LSTM, 1, 0.2),
            new Network(Template.LSTM, 3, 0.2),
            new Network(Template.GRU, 1, 0),
            new Network(Template.GRU, 2, 0.2),
            new Network(Template.DNN, 1, 0),
            new Network(Template.DNN, 3, 0.2))) {
      for (Optimizer optimizer : Optimizer.values()) {
        for (Loss loss : Loss.values()) {
          cases.add(new Case(network, optimizer, loss, 0));
        }
        cases.add(new Case(network, optimizer, Loss.MSE, 0.05));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSameLossesFromTheSameWeights(Case tried) {
    List<Double> theirs = losses(dl4j, tried);
    List<Double> ours = losses(VECTOR, tried);
    for (int i = 0; i < ITERATIONS; i++) {
      assertThat(ours.get(i))
          .as("iteration %d of %s and %s", i, ours, theirs)
          .isEqualTo(theirs.get(i), within(1e-4 * theirs.get(i)));
    }
    // They did learn: else all of this would agree about nothing.
    assertThat(ours.get(ITERATIONS - 1)).isNotCloseTo(ours.get(0), within(1e-3 * ours.get(0)));
  }

  private static List<Double> losses(TrainingEngine engine, Case tried) {
    Weights initial = InitialWeights.of(tried.network().architecture(), SEED);
    TrainingOptions options =
        new TrainingOptions(BATCH, tried.optimizer(), tried.loss(), 0.3, tried.clip(), SEED);
    List<Double> losses = new ArrayList<>();
    try (EngineNetwork network = engine.build(initial, options)) {
      for (int i = 0; i < ITERATIONS; i++) {
        losses.add(network.fitEpoch(batch(i), LearningRate.inverseTime(0.003, 10, 0.15)));
      }
    }
    return losses;
  }

  /** Noise; the targets follow from the last rows. */
  private static Samples batch(int number) {
    Random random = new Random(number);
    float[] inputs = new float[BATCH * LAGS * FEATURES];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = random.nextFloat();
    }
    float[] targets = new float[BATCH * OUTPUTS];
    int[] rows = new int[BATCH];
    for (int window = 0; window < BATCH; window++) {
      int last = ((window + 1) * LAGS - 1) * FEATURES;
      targets[window * OUTPUTS] = inputs[last] - inputs[last - FEATURES];
      targets[window * OUTPUTS + 1] = inputs[last + 1] * inputs[last + 2];
      rows[window] = window;
    }
    return Samples.of(LAGS, FEATURES, OUTPUTS, inputs, targets, rows);
  }
}
