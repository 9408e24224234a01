package dev.gridcast.trainer.engine.dl4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays that outlive the workspace in which they are asked for: until they are closed. All else is
 * gone when the library leaves a layer.
 */
final class Lasting {

  private Lasting() {}

  /** Row-major. */
  @SuppressWarnings("try") // The scope does its work by being open.
  static INDArray of(float[] values, long... shape) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.create(values, shape, 'c');
    }
  }

  /** Row-major, all 0. */
  @SuppressWarnings("try")
  static INDArray zeros(long... shape) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.create(DataType.FLOAT, shape, 'c');
    }
  }

  /** A copy, row-major. */
  @SuppressWarnings("try")
  static INDArray copy(INDArray array) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return array.dup('c');
    }
  }
}
