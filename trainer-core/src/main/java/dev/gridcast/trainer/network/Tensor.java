package dev.gridcast.trainer.network;

/** A named, immutable block of finite floats, row-major. */
public final class Tensor {

  private final TensorShape shape;
  private final float[] values;

  /** Takes the array: the caller must not keep it. */
  Tensor(TensorShape shape, float[] values) {
    this.shape = shape;
    this.values = values;
  }

  public TensorShape shape() {
    return shape;
  }

  /** A copy of the numbers. */
  public float[] toArray() {
    return values.clone();
  }

  /** The numbers themselves, for this package to read and never to write. */
  float[] values() {
    return values;
  }

  @Override
  public String toString() {
    return shape.name() + shape.describe();
  }
}
