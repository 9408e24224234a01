package dev.gridcast.benchmark;

import java.util.List;

/**
 * The size of a training: one LSTM layer, a dense layer of two outputs, mean squared error, Adam.
 *
 * @param name in the names of figures
 * @param features numbers per row of a window
 * @param lags rows per window
 * @param units of the LSTM
 * @param batch windows per step of the optimiser
 */
record Shape(String name, int features, int lags, int units, int batch) {

  static final int OUTPUTS = 2;

  /** Windows of an epoch, a multiple of every batch here. */
  static final int WINDOWS = 1_024;

  /** The three that every figure about speed is given for. */
  static final List<Shape> ALL =
      List.of(
          new Shape("A", 5, 10, 50, 32),
          new Shape("B", 20, 30, 50, 64),
          new Shape("C", 50, 60, 128, 128));

  /**
   * Floating-point operations that the matrix products of one window need, forward and backward: a
   * multiplication and an addition for each weight of the four gates at each step, and twice that
   * for the gradients of weights and inputs. Activations, optimiser and head are not counted.
   */
  double flopsPerWindow() {
    return 3.0 * 8 * units * (units + features) * lags;
  }

  /** For a worker: how it is told of the shape. */
  String words() {
    return name + " " + features + " " + lags + " " + units + " " + batch + " " + WINDOWS;
  }

  @Override
  public String toString() {
    return name + " " + features + "," + lags + "," + units + "," + batch;
  }
}
