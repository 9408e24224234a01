package dev.gridcast.trainer.network;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The kinds of forecasters there are, each with the parameters it declares.
 *
 * <p>The stacks are told in the words of {@link Layer}; every network ends in a linear dense layer.
 */
public enum Template {
  /** LSTM layers; the last step of the last one is read. */
  LSTM(
      Fitting.NETWORK,
      TemplateParameter.UNITS,
      TemplateParameter.LAYERS,
      TemplateParameter.DROPOUT),
  /** GRU layers; the last step of the last one is read. */
  GRU(
      Fitting.NETWORK,
      TemplateParameter.UNITS,
      TemplateParameter.LAYERS,
      TemplateParameter.DROPOUT),
  /** Dense layers (ReLU) on the whole window. */
  DNN(
      Fitting.NETWORK,
      TemplateParameter.UNITS,
      TemplateParameter.LAYERS,
      TemplateParameter.DROPOUT),
  /** Convolutions (ReLU), each with its pool. */
  CNN(
      Fitting.NETWORK,
      TemplateParameter.FILTERS,
      TemplateParameter.LAYERS,
      TemplateParameter.KERNEL,
      TemplateParameter.POOL,
      TemplateParameter.DROPOUT),
  /** One convolution and its pool, then dense layers (ReLU) on each step. */
  CDNN(
      Fitting.NETWORK,
      TemplateParameter.FILTERS,
      TemplateParameter.UNITS,
      TemplateParameter.LAYERS,
      TemplateParameter.KERNEL,
      TemplateParameter.POOL,
      TemplateParameter.DROPOUT),
  /** One convolution and its pool, then LSTM layers. */
  CLSTM(
      Fitting.NETWORK,
      TemplateParameter.FILTERS,
      TemplateParameter.UNITS,
      TemplateParameter.LAYERS,
      TemplateParameter.KERNEL,
      TemplateParameter.POOL,
      TemplateParameter.DROPOUT),
  /** Blocks of a transformer's encoder; the last step is read. */
  TRANSFORMER(
      Fitting.NETWORK,
      TemplateParameter.WIDTH,
      TemplateParameter.HEADS,
      TemplateParameter.FEED_FORWARD,
      TemplateParameter.LAYERS,
      TemplateParameter.DROPOUT),
  /** Baseline: a linear function of the window, fitted in closed form. */
  LINEAR(Fitting.CLOSED_FORM, TemplateParameter.RIDGE),
  /** Baseline: next = last. */
  PERSISTENCE(Fitting.NONE),
  /** Baseline: next = one season before. */
  SEASONAL_NAIVE(Fitting.NONE, TemplateParameter.SEASON);

  /** How a template's numbers are found. */
  public enum Fitting {
    /** By a training engine, epoch by epoch. */
    NETWORK,
    /** At once, by solving equations. */
    CLOSED_FORM,
    /** There are none. */
    NONE
  }

  private static final int LATER_KERNELS = 3;

  private final Fitting fitting;

  @SuppressWarnings("ImmutableEnumChecker") // The list cannot be changed, its type only hides it.
  private final List<TemplateParameter> parameters;

  Template(Fitting fitting, TemplateParameter... parameters) {
    this.fitting = fitting;
    this.parameters = List.of(parameters);
  }

  /** The word in {@code parameters.csv} and in experiments, for example {@code seasonal-naive}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How its numbers are found. */
  public Fitting fitting() {
    return fitting;
  }

  /** The parameters it has, in canonical order; all others mean nothing to it. */
  public List<TemplateParameter> parameters() {
    return parameters;
  }

  /**
   * The network of these parameters.
   *
   * @param values of its parameters; those that are missing take their defaults
   * @param features numbers per row of a window
   * @param lags rows per window
   * @param outputs forecasts per window
   * @throws IllegalArgumentException when there is no such network: a parameter that the template
   *     does not have or that is out of its range, a window too short for the convolutions and
   *     pools, a width that is no multiple of heads, too many parameters
   */
  public Architecture architecture(
      Map<TemplateParameter, Double> values, int features, int lags, int outputs) {
    values.forEach(this::check);
    if (fitting == Fitting.NONE) {
      return Architecture.naive(outputs);
    }
    Map<TemplateParameter, Double> all = new EnumMap<>(TemplateParameter.class);
    parameters.forEach(p -> all.put(p, values.getOrDefault(p, p.standard())));
    List<Layer> layers = new ArrayList<>();
    switch (this) {
      case LSTM, GRU -> recurrent(layers, all);
      case DNN -> {
        layers.add(new Layer.Flatten());
        dense(layers, all);
      }
      case CNN -> {
        convolutions(layers, all, whole(all, TemplateParameter.LAYERS));
        layers.add(new Layer.Flatten());
        dropout(layers, all);
      }
      case CDNN -> {
        convolutions(layers, all, 1);
        dense(layers, all);
        layers.add(new Layer.Flatten());
      }
      case CLSTM -> {
        convolutions(layers, all, 1);
        recurrent(layers, all);
      }
      case TRANSFORMER -> {
        layers.add(new Layer.Project(whole(all, TemplateParameter.WIDTH)));
        for (int i = 0; i < whole(all, TemplateParameter.LAYERS); i++) {
          layers.add(
              new Layer.Encoder(
                  whole(all, TemplateParameter.HEADS), whole(all, TemplateParameter.FEED_FORWARD)));
        }
        layers.add(new Layer.LastStep());
        dropout(layers, all);
      }
      case LINEAR -> layers.add(new Layer.Flatten());
      case PERSISTENCE, SEASONAL_NAIVE -> throw new IllegalStateException("no network: " + this);
    }
    layers.add(new Layer.Dense(outputs, Activation.IDENTITY));
    return new Architecture(features, lags, outputs, layers);
  }

  private void check(TemplateParameter parameter, double value) {
    if (!parameters.contains(parameter)) {
      throw new IllegalArgumentException("model " + key() + " has no parameter " + parameter.key());
    }
    parameter.check(value);
  }

  private void recurrent(List<Layer> layers, Map<TemplateParameter, Double> values) {
    int units = whole(values, TemplateParameter.UNITS);
    int count = whole(values, TemplateParameter.LAYERS);
    for (int i = 0; i < count; i++) {
      layers.add(this == GRU ? new Layer.Gru(units) : new Layer.Lstm(units));
      if (i < count - 1) {
        dropout(layers, values);
      }
    }
    layers.add(new Layer.LastStep());
    dropout(layers, values);
  }

  private static void dense(List<Layer> layers, Map<TemplateParameter, Double> values) {
    for (int i = 0; i < whole(values, TemplateParameter.LAYERS); i++) {
      layers.add(new Layer.Dense(whole(values, TemplateParameter.UNITS), Activation.RELU));
      dropout(layers, values);
    }
  }

  private static void convolutions(
      List<Layer> layers, Map<TemplateParameter, Double> values, int count) {
    int pool = whole(values, TemplateParameter.POOL);
    for (int i = 0; i < count; i++) {
      layers.add(
          new Layer.Conv(
              whole(values, TemplateParameter.FILTERS),
              i == 0 ? whole(values, TemplateParameter.KERNEL) : LATER_KERNELS,
              Activation.RELU));
      if (pool > 1) {
        layers.add(new Layer.MaxPool(pool));
      }
    }
  }

  private static void dropout(List<Layer> layers, Map<TemplateParameter, Double> values) {
    double rate = value(values, TemplateParameter.DROPOUT);
    if (rate > 0) {
      layers.add(new Layer.Dropout(rate));
    }
  }

  private static int whole(Map<TemplateParameter, Double> values, TemplateParameter parameter) {
    return (int) value(values, parameter);
  }

  private static double value(Map<TemplateParameter, Double> values, TemplateParameter parameter) {
    Double value = values.get(parameter);
    if (value == null) {
      throw new IllegalArgumentException("parameter " + parameter.key() + " is missing");
    }
    return value;
  }
}
