package dev.gridcast.trainer.network;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Everything a network has learned: one tensor for each that its architecture names, all of the
 * right size and all finite. Immutable.
 */
public final class Weights {

  private final Architecture architecture;
  private final List<Tensor> tensors;

  private Weights(Architecture architecture, List<Tensor> tensors) {
    this.architecture = architecture;
    this.tensors = tensors;
  }

  /**
   * Weights from arrays, which are copied.
   *
   * @param values the numbers of each tensor by its name, row-major
   * @throws IllegalArgumentException when a tensor is missing, unknown, of another size, or holds a
   *     number that is not finite
   */
  public static Weights of(Architecture architecture, Map<String, float[]> values) {
    List<Tensor> tensors = new ArrayList<>();
    for (TensorShape shape : architecture.tensors()) {
      float[] found = values.get(shape.name());
      if (found == null) {
        throw new IllegalArgumentException("tensor " + shape.name() + " is missing");
      }
      if (found.length != shape.elements()) {
        throw new IllegalArgumentException(
            "tensor "
                + shape.name()
                + " must have "
                + shape.elements()
                + " numbers, not "
                + found.length);
      }
      int bad = firstNotFinite(found);
      if (bad >= 0) {
        throw new IllegalArgumentException(
            "tensor " + shape.name() + " holds " + found[bad] + " at position " + bad);
      }
      tensors.add(new Tensor(shape, found.clone()));
    }
    if (values.size() != tensors.size()) {
      throw new IllegalArgumentException(
          "expected the tensors " + names(architecture) + " and no others: " + values.keySet());
    }
    return new Weights(architecture, List.copyOf(tensors));
  }

  public Architecture architecture() {
    return architecture;
  }

  /** The tensors, in the order of {@link Architecture#tensors()}. */
  public List<Tensor> tensors() {
    return tensors;
  }

  /**
   * The tensor of that name.
   *
   * @throws IllegalArgumentException when the architecture has none of that name
   */
  public Tensor tensor(String name) {
    for (Tensor tensor : tensors) {
      if (tensor.shape().name().equals(name)) {
        return tensor;
      }
    }
    throw new IllegalArgumentException("no tensor " + name + " among " + names(architecture));
  }

  /** The identity of the model: SHA-256 of its file, {@link Safetensors#write}, in hex. */
  public String sha256() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Safetensors.write(this)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static int firstNotFinite(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }

  static List<String> names(Architecture architecture) {
    return architecture.tensors().stream().map(TensorShape::name).toList();
  }

  @Override
  public String toString() {
    return "Weights" + tensors;
  }
}
