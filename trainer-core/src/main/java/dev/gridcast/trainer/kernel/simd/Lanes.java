package dev.gridcast.trainer.kernel.simd;

import static dev.gridcast.trainer.kernel.simd.VectorKernels.SPECIES;

import dev.gridcast.trainer.kernel.Kernels;
import jdk.incubator.vector.FloatVector;

/** Parts of a register. */
final class Lanes {

  private static final float[] NUMBERS = new float[Kernels.LANES];

  static {
    for (int i = 0; i < NUMBERS.length; i++) {
      NUMBERS[i] = i;
    }
  }

  private Lanes() {}

  /**
   * In each lane its number, from 0. To be compared where it is used: masks that are returned may
   * be allocated.
   */
  static FloatVector numbers() {
    return FloatVector.fromArray(SPECIES, NUMBERS, 0);
  }
}
