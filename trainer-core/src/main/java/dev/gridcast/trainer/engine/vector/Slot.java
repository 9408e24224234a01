package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.network.TensorShape;

/**
 * The place of one tensor in the arrays of {@link Parameters}. A matrix [outputs][inputs] of the
 * model file lies there transposed, [inputs][outputs], since products run over outputs; a vector is
 * one row.
 *
 * @param shape the tensor
 * @param offset where it begins
 * @param rows of it there: inputs, or 1
 * @param columns of it there: outputs
 * @param stride from row to row
 */
record Slot(TensorShape shape, int offset, int rows, int columns, int stride) {

  static Slot of(TensorShape shape, int offset) {
    int columns = shape.dimensions().get(0);
    int rows = shape.dimensions().size() == 1 ? 1 : shape.dimensions().get(1);
    return new Slot(shape, offset, rows, columns, Signal.stride(columns));
  }

  int end() {
    return offset + rows * stride;
  }

  /** Puts the numbers of the tensor in their places. */
  void scatter(float[] tensor, float[] parameters) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        parameters[offset + row * stride + column] = tensor[column * rows + row];
      }
    }
  }

  /** The numbers of the tensor, from their places. */
  float[] gather(float[] parameters) {
    float[] tensor = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        tensor[column * rows + row] = parameters[offset + row * stride + column];
      }
    }
    return tensor;
  }

  /**
   * Writes the matrix as the model file has it, [outputs][inputs], with padded rows.
   *
   * @param target zeros, or what this method wrote before
   * @param targetStride from row to row of it
   */
  void transpose(float[] parameters, float[] target, int targetStride) {
    for (int row = 0; row < rows; row++) {
      int from = offset + row * stride;
      for (int column = 0; column < columns; column++) {
        target[column * targetStride + row] = parameters[from + column];
      }
    }
  }
}
