package dev.gridcast.trainer.network;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The name and the dimensions of one tensor, row-major.
 *
 * @param name PyTorch's name of it, for example {@code lstm.weight_ih_l0}
 * @param dimensions its sizes, outermost first, each at least 1
 */
public record TensorShape(String name, List<Integer> dimensions) {

  /**
   * @throws IllegalArgumentException when the name is blank or a dimension is below 1
   */
  public TensorShape {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a tensor needs a name");
    }
    dimensions = List.copyOf(dimensions);
    for (int dimension : dimensions) {
      if (dimension < 1) {
        throw new IllegalArgumentException(
            "tensor " + name + ": a dimension must be at least 1: " + dimension);
      }
    }
  }

  static TensorShape of(String name, Integer... dimensions) {
    return new TensorShape(name, List.of(dimensions));
  }

  /** How many numbers it holds: the product of its dimensions. */
  public int elements() {
    return Math.toIntExact(count());
  }

  /** Like {@link #elements}, also where there are too many for an array. */
  long count() {
    long elements = 1;
    for (int dimension : dimensions) {
      elements *= dimension;
    }
    return elements;
  }

  /** How many bytes it takes as F32. */
  public int bytes() {
    return Math.multiplyExact(elements(), Float.BYTES);
  }

  /** The dimensions as they stand in a model file, for example {@code [200,10]}. */
  public String describe() {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }
}
