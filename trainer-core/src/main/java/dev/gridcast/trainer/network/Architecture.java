package dev.gridcast.trainer.network;

import java.util.List;

/**
 * The shape of a forecasting network: layers behind one another, the last one dense.
 *
 * <p>Two parties who agree on it agree on every tensor of the model file, its name, its shape and
 * its place. A naive forecaster (persistence) learns nothing: it has no layers and no tensors.
 *
 * @param features numbers per row of a window, 1 to 4,096; 0 only without layers
 * @param lags rows per window, 1 to 10,000
 * @param outputs numbers forecast per window, [step][label], 1 to 1,024
 * @param layers what the window goes through
 */
public record Architecture(int features, int lags, int outputs, List<Layer> layers) {

  /** Most numbers a network may have in all: 16 Mi, 64 MiB as a file. */
  public static final int MAX_PARAMETERS = 16 * 1024 * 1024;

  /** Most forecasts per window. */
  public static final int MAX_OUTPUTS = 1_024;

  /** Most units, filters and the like of a layer. */
  static final int MAX_SIZE = 4_096;

  static final int MAX_FEATURES = 4_096;
  static final int MAX_LAGS = 10_000;
  static final int MAX_LAYERS = 32;

  /**
   * @throws IllegalArgumentException when a number is out of its range, a layer cannot take what
   *     comes to it (a window too short for a stack of pools), or there are more than {@link
   *     #MAX_PARAMETERS} parameters
   */
  public Architecture {
    layers = List.copyOf(layers);
    check("features", features, layers.isEmpty() ? 0 : 1, MAX_FEATURES);
    check("lags", lags, 1, MAX_LAGS);
    check("outputs", outputs, 1, MAX_OUTPUTS);
    check("layers", layers.size(), 0, MAX_LAYERS);
    if (!layers.isEmpty()) {
      List<PlacedLayer> placed = LayerPlacer.place(Flow.sequence(lags, features), layers);
      requireHead(placed.get(placed.size() - 1), outputs);
      long parameters = count(placed);
      if (parameters > MAX_PARAMETERS) {
        throw new IllegalArgumentException(
            "the network would have "
                + parameters
                + " parameters, more than "
                + MAX_PARAMETERS
                + ": use fewer units, filters, features or lags");
      }
    }
  }

  /** A stack of LSTM layers of equal size, and a dense layer on the last step. */
  public static Architecture lstm(int features, int lags, int units, int outputs) {
    return new Architecture(
        features,
        lags,
        outputs,
        List.of(
            new Layer.Lstm(units),
            new Layer.LastStep(),
            new Layer.Dense(outputs, Activation.IDENTITY)));
  }

  /** A forecaster without anything to learn. */
  public static Architecture naive(int outputs) {
    return new Architecture(0, 1, outputs, List.of());
  }

  /** The layers in their places. */
  public List<PlacedLayer> placed() {
    return LayerPlacer.place(Flow.sequence(lags, features), layers);
  }

  /** The tensors of the model, in the order in which they stand in a model file. */
  public List<TensorShape> tensors() {
    return placed().stream().flatMap(layer -> layer.tensors().stream()).toList();
  }

  /** How many numbers are learned. */
  public int parameters() {
    return (int) count(placed());
  }

  private static long count(List<PlacedLayer> placed) {
    long count = 0;
    for (PlacedLayer layer : placed) {
      for (TensorShape tensor : layer.tensors()) {
        count += tensor.count();
      }
    }
    return count;
  }

  private static void requireHead(PlacedLayer head, int outputs) {
    boolean fits =
        head.layer() instanceof Layer.Dense dense
            && dense.activation() == Activation.IDENTITY
            && !head.output().sequence()
            && dense.units() == outputs;
    if (!fits) {
      throw new IllegalArgumentException(
          "the last layer must be dense, flat, linear and of " + outputs + " units: " + head);
    }
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be between " + least + " and " + most + ": " + value);
    }
  }
}
