package dev.gridcast.server.experiment;

import dev.gridcast.trainer.engine.vector.VectorEngine;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Layer;
import dev.gridcast.trainer.network.PlacedLayer;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.network.TensorShape;
import dev.gridcast.trainer.work.EngineChoice;
import dev.gridcast.trainer.work.SearchParameter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How much there is to do for a case, in millions of multiply-adds of its whole training, so that
 * times which other cases took on a machine say how long this one will take there.
 *
 * <ul>
 *   <li>A window forward costs each layer the numbers of its matrices times the steps that come out
 *       of it; {@value #ACTIVATION} for every number that goes through a gate, an activation or a
 *       normalisation; in a block of a transformer {@code 2 * steps^2 * width} for the attention;
 *       and {@value #WINDOW} whatever the layers: to be cut out, scaled, and judged.
 *   <li>An epoch costs every training window three times that (forward, and twice as much back:
 *       gradients of the weights and of the inputs), and every validation window once.
 *   <li>All epochs count, also where {@code patience} may end the training sooner.
 *   <li>The linear model costs its equations: windows times half the square of its inputs, divided
 *       by its lags since neighbouring windows share their rows; and their solution.
 *   <li>What only {@code dl4j} trains counts {@value #DL4J} times as much.
 *   <li>Every training costs {@value #CASE} millions beside: files, baselines, a cold compiler.
 * </ul>
 *
 * <p>With these figures {@code vector} does 12,000 to 31,000 millions in a second of one core,
 * whatever the shape; {@code docs/performance.md} says what was measured.
 */
record CaseWork(
    List<FeatureSwitch> features,
    int outputs,
    int trainingWindows,
    int validationWindows,
    EngineChoice engine)
    implements ToDoubleFunction<Map<String, String>> {

  /** What a number's way through a function costs beside a multiply-add; measured. */
  private static final double ACTIVATION = 24;

  /** What a window costs beside its layers; measured. */
  private static final double WINDOW = 8_000;

  /** What a training costs beside its windows, in millions; about 0.4 s. */
  private static final double CASE = 10_000;

  /**
   * How much longer {@code dl4j} takes than {@code vector}: 4 to 30 times by {@code
   * docs/performance.md}, 17 times for the real case.
   */
  private static final double DL4J = 15;

  private static final double BACKWARD = 2;
  private static final double MILLION = 1e6;
  private static final VectorEngine VECTOR = new VectorEngine();

  @Override
  public double applyAsDouble(Map<String, String> chosen) {
    Template model = SearchParameter.template(chosen);
    if (model.fitting() == Template.Fitting.NONE) {
      return 0;
    }
    int inputs = inputs(chosen);
    int lags = (int) number(chosen, SearchParameter.LAGS);
    if (model.fitting() == Template.Fitting.CLOSED_FORM) {
      return CASE + equations(inputs, lags) / MILLION;
    }
    Map<TemplateParameter, Double> shape = new EnumMap<>(TemplateParameter.class);
    for (SearchParameter parameter : SearchParameter.values()) {
      if (parameter.own().isPresent() && parameter.appliesTo(model)) {
        shape.put(parameter.own().get(), number(chosen, parameter));
      }
    }
    Architecture architecture = model.architecture(shape, inputs, lags, outputs);
    double windows = (1 + BACKWARD) * trainingWindows + validationWindows;
    double all = forward(architecture) * windows * number(chosen, SearchParameter.EPOCHS) / MILLION;
    return CASE + (ofDl4j(architecture) ? DL4J * all : all);
  }

  private boolean ofDl4j(Architecture architecture) {
    return engine == EngineChoice.DL4J || !VECTOR.supports(architecture);
  }

  /** Columns that the network of a case sees. */
  private int inputs(Map<String, String> chosen) {
    return (int)
        features.stream()
            .filter(feature -> FeatureSwitch.ON.equals(chosen.get(feature.parameter())))
            .flatMap(feature -> feature.definition().columns().stream())
            .distinct()
            .count();
  }

  private static double number(Map<String, String> chosen, SearchParameter parameter) {
    String text = chosen.get(parameter.key());
    return Double.parseDouble(text != null ? text : parameter.standard().orElseThrow());
  }

  private double equations(double inputs, double lags) {
    double unknowns = inputs * lags;
    double sums = trainingWindows * (inputs * unknowns / 2 + outputs * unknowns);
    double solution = unknowns * unknowns * unknowns / 6 + outputs * unknowns * unknowns;
    return sums + solution + (double) validationWindows * outputs * unknowns;
  }

  /** Multiply-adds of one window, forward. */
  private static double forward(Architecture architecture) {
    double sum = WINDOW;
    for (PlacedLayer placed : architecture.placed()) {
      double steps = placed.output().steps();
      double matrices = 0;
      for (TensorShape tensor : placed.tensors()) {
        matrices += tensor.dimensions().size() > 1 ? tensor.elements() : 0;
      }
      sum += matrices * steps + ACTIVATION * activations(placed) * steps;
      if (placed.layer() instanceof Layer.Encoder) {
        sum += 2 * steps * steps * placed.output().channels();
      }
    }
    return sum;
  }

  /** Numbers of one step that go through a function which is no product. */
  private static double activations(PlacedLayer placed) {
    double channels = placed.output().channels();
    Layer layer = placed.layer();
    if (layer instanceof Layer.Lstm) {
      return 5 * channels;
    }
    if (layer instanceof Layer.Gru) {
      return 3 * channels;
    }
    if (layer instanceof Layer.Encoder encoder) {
      // Two normalisations, the dense layer inside, and a softmax per head and step.
      return 2 * channels
          + encoder.feedForward()
          + (double) encoder.heads() * placed.input().steps();
    }
    return layer instanceof Layer.Dropout
            || layer instanceof Layer.Conv
            || layer instanceof Layer.Dense
        ? channels
        : 0;
  }
}
