package dev.gridcast.trainer.network;

import java.util.List;

/**
 * The shape of a forecasting network: one LSTM layer, and a dense layer on its last step.
 *
 * <p>Two parties who agree on these four numbers agree on every tensor of the model file, its name,
 * its shape and its place. {@code lags} is in none of the tensors: it is how many rows a window
 * has.
 *
 * @param features numbers per row of a window, 1 to 4,096
 * @param lags rows per window, 1 to 10,000
 * @param units LSTM units, 1 to 4,096
 * @param labels numbers forecast per window, 1 to 256
 */
public record Architecture(int features, int lags, int units, int labels) {

  /** Most numbers a network may have in all: 16 Mi, 64 MiB as a file. */
  public static final int MAX_PARAMETERS = 16 * 1024 * 1024;

  static final int MAX_FEATURES = 4_096;
  static final int MAX_LAGS = 10_000;
  static final int MAX_UNITS = 4_096;
  static final int MAX_LABELS = 256;

  static final String WEIGHT_IH = "lstm.weight_ih_l0";
  static final String WEIGHT_HH = "lstm.weight_hh_l0";
  static final String BIAS_IH = "lstm.bias_ih_l0";
  static final String DENSE_WEIGHT = "dense.weight";
  static final String DENSE_BIAS = "dense.bias";

  /**
   * @throws IllegalArgumentException when a number is out of its range, or they multiply to more
   *     than {@link #MAX_PARAMETERS}
   */
  public Architecture {
    check("features", features, MAX_FEATURES);
    check("lags", lags, MAX_LAGS);
    check("units", units, MAX_UNITS);
    check("labels", labels, MAX_LABELS);
    long parameters = count(features, units, labels);
    if (parameters > MAX_PARAMETERS) {
      throw new IllegalArgumentException(
          "a network of "
              + features
              + " features and "
              + units
              + " units has "
              + parameters
              + " parameters, more than "
              + MAX_PARAMETERS
              + ": use fewer units");
    }
  }

  /** The tensors of the model, in the order in which they stand in a model file. */
  public List<TensorShape> tensors() {
    return List.of(
        TensorShape.of(WEIGHT_IH, 4 * units, features),
        TensorShape.of(WEIGHT_HH, 4 * units, units),
        TensorShape.of(BIAS_IH, 4 * units),
        TensorShape.of(DENSE_WEIGHT, labels, units),
        TensorShape.of(DENSE_BIAS, labels));
  }

  /** How many numbers are learned. */
  public int parameters() {
    return (int) count(features, units, labels);
  }

  private static long count(long features, long units, long labels) {
    return 4 * units * (features + units + 1) + labels * (units + 1);
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " must be between 1 and " + most + ": " + value);
    }
  }
}
