package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Tensor;
import dev.gridcast.trainer.network.TensorShape;
import dev.gridcast.trainer.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** All that a network learns, in one array, and the gradient of the loss in another. */
final class Parameters {

  private final Architecture architecture;
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  /** The numbers, as the slots say; zeros between them stay zeros. */
  final float[] values;

  /** The gradient, in the same places. */
  final float[] gradients;

  Parameters(Architecture architecture) {
    this.architecture = architecture;
    int end = 0;
    for (TensorShape shape : architecture.tensors()) {
      Slot slot = Slot.of(shape, end);
      slots.put(shape.name(), slot);
      end = slot.end();
    }
    values = new float[end];
    gradients = new float[end];
  }

  /** Numbers in the arrays. */
  int size() {
    return values.length;
  }

  /** The place of a tensor. */
  Slot slot(TensorShape shape) {
    Slot slot = slots.get(shape.name());
    if (slot == null) {
      throw new IllegalArgumentException("no tensor " + shape.name());
    }
    return slot;
  }

  void load(Weights weights) {
    for (Tensor tensor : weights.tensors()) {
      slot(tensor.shape()).scatter(tensor.toArray(), values);
    }
  }

  /**
   * @throws IllegalStateException when a number is not finite
   */
  Weights export() {
    try {
      return Weights.of(architecture, gather(values));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("the network cannot be exported: " + e.getMessage(), e);
    }
  }

  /** Tensors of the model file out of an array with the places of these parameters. */
  Map<String, float[]> gather(float[] array) {
    Map<String, float[]> tensors = new LinkedHashMap<>();
    slots.forEach((name, slot) -> tensors.put(name, slot.gather(array)));
    return tensors;
  }

  /** The slots, in the order of the model file. */
  Iterable<Slot> slots() {
    return slots.values();
  }
}
