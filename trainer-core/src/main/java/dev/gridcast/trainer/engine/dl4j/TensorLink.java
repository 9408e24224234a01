package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.network.TensorShape;
import java.util.function.IntUnaryOperator;

/**
 * One of our tensors, and the parameter of a layer of Deeplearning4j that holds the same numbers in
 * an order of its own.
 */
final class TensorLink {

  private final TensorShape shape;
  private final String parameter;

  /** Where our i-th number lies in the parameter, both row-major. */
  private final int[] places;

  private TensorLink(TensorShape shape, String parameter, int[] places) {
    this.shape = shape;
    this.parameter = parameter;
    this.places = places;
  }

  /**
   * @param place where our i-th number lies in the parameter, both row-major: a permutation
   */
  static TensorLink of(TensorShape shape, String parameter, IntUnaryOperator place) {
    int[] places = new int[shape.elements()];
    for (int i = 0; i < places.length; i++) {
      places[i] = place.applyAsInt(i);
    }
    return new TensorLink(shape, parameter, places);
  }

  /** Both in the same order. */
  static TensorLink same(TensorShape shape, String parameter) {
    return of(shape, parameter, i -> i);
  }

  /** Our matrix of [rows, columns] is theirs of [columns, rows]. */
  static TensorLink transposed(TensorShape shape, String parameter) {
    int rows = shape.dimensions().get(0);
    int columns = shape.dimensions().get(1);
    return of(shape, parameter, i -> i % columns * rows + i / columns);
  }

  /** Our name of it. */
  String name() {
    return shape.name();
  }

  /** The library's name of it within its layer. */
  String parameter() {
    return parameter;
  }

  float[] toOurs(float[] theirs) {
    float[] ours = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      ours[i] = theirs[places[i]];
    }
    return ours;
  }

  float[] toTheirs(float[] ours) {
    float[] theirs = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      theirs[places[i]] = ours[i];
    }
    return theirs;
  }
}
