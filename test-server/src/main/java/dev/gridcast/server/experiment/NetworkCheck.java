package dev.gridcast.server.experiment;

import dev.gridcast.server.experiment.ParameterSpace.Block;
import dev.gridcast.server.experiment.ParameterSpace.Dimension;
import dev.gridcast.trainer.engine.closed.RidgeRegression;
import dev.gridcast.trainer.engine.vector.VectorEngine;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.work.EngineChoice;
import dev.gridcast.trainer.work.SearchParameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses combinations of which no network can be made: lags too few for a stack of pools, a width
 * that is no multiple of heads, too many numbers.
 *
 * <p>Where a few parameters decide that, every combination is tried. Where they have too many, the
 * extremes are: fewer lags, larger kernels and pools, and more layers leave fewer steps; more of
 * anything but kernels' steps makes more numbers. Only width and heads have no such order, and
 * those are few enough always.
 */
final class NetworkCheck {

  /** So many networks are laid out in about 0.1 s. */
  static final long MOST_COMBINATIONS = 20_000;

  private final CaseProduct product;
  private final int inputs;
  private final int outputs;
  private final EngineChoice engine;
  private final VectorEngine vector = new VectorEngine();

  /**
   * @param inputs columns of the case with every feature on
   * @param outputs labels times horizon
   * @param engine what is to fit the networks
   */
  NetworkCheck(CaseProduct product, int inputs, int outputs, EngineChoice engine) {
    this.product = product;
    this.inputs = inputs;
    this.outputs = outputs;
    this.engine = engine;
  }

  void refuseImpossible() throws ExperimentException {
    if (product.isNaive()) {
      return;
    }
    Block shapes = new Block(dimensions(true));
    try {
      if (shapes.combinations() > MOST_COMBINATIONS) {
        shapes = new Block(dimensions(false));
      }
    } catch (ArithmeticException e) {
      shapes = new Block(dimensions(false));
    }
    long combinations = shapes.combinations();
    for (long i = 0; i < combinations; i++) {
      tryOut(shapes.chosen(i));
    }
  }

  private List<Dimension> dimensions(boolean all) {
    List<SearchParameter> shaping = new ArrayList<>(List.of(SearchParameter.LAGS));
    product
        .model()
        .parameters()
        .forEach(own -> shaping.add(SearchParameter.of(own.key()).orElseThrow()));
    List<Dimension> dimensions = new ArrayList<>();
    for (SearchParameter parameter : shaping) {
      dimensions.add(new Dimension(parameter.key(), candidates(parameter, all)));
    }
    return dimensions;
  }

  private ValueRange candidates(SearchParameter parameter, boolean all) {
    return switch (parameter) {
      case WIDTH, HEADS -> product.values(parameter);
      case LAGS, LAYERS, KERNEL, POOL -> all ? product.values(parameter) : ends(parameter);
      default -> ValueRange.Listed.of(text(product.largest(parameter)));
    };
  }

  private ValueRange ends(SearchParameter parameter) {
    Set<String> ends = new LinkedHashSet<>();
    ends.add(text(product.smallest(parameter)));
    ends.add(text(product.largest(parameter)));
    return new ValueRange.Listed(List.copyOf(ends));
  }

  private static String text(BigDecimal number) {
    return ValueRange.canonical(number);
  }

  private void tryOut(Map<String, String> chosen) throws ExperimentException {
    Template model = product.model();
    Map<TemplateParameter, Double> shape = new EnumMap<>(TemplateParameter.class);
    Map<String, String> own = new LinkedHashMap<>(chosen);
    int lags = Integer.parseInt(String.valueOf(own.remove(SearchParameter.LAGS.key())));
    for (TemplateParameter parameter : model.parameters()) {
      shape.put(parameter, Double.valueOf(String.valueOf(own.get(parameter.key()))));
    }
    try {
      Architecture architecture = model.architecture(shape, inputs, lags, outputs);
      if (model == Template.LINEAR) {
        RidgeRegression.requireSize(lags, inputs);
      } else if (engine == EngineChoice.VECTOR && !vector.supports(architecture)) {
        throw product
            .where()
            .problem(
                "the engine vector has no "
                    + words(chosen)
                    + "; write engine: auto, or engine: dl4j");
      }
    } catch (IllegalArgumentException e) {
      throw product
          .where()
          .problem(
              "there is no " + words(chosen) + " with " + inputs + " inputs: " + e.getMessage(), e);
    }
  }

  private String words(Map<String, String> chosen) {
    return product.model().key()
        + chosen.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", " of ", ""));
  }
}
