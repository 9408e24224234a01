package dev.gridcast.trainer.kernel.simd;

import static dev.gridcast.trainer.kernel.simd.VectorKernels.SPECIES;

import dev.gridcast.trainer.kernel.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Parts of a register. */
final class Lanes {

  private static final float[] NUMBERS = new float[Kernels.LANES];

  static {
    for (int i = 0; i < NUMBERS.length; i++) {
      NUMBERS[i] = i;
    }
  }

  private Lanes() {}

  /** All lanes from one on; from 0: all of them. */
  static VectorMask<Float> from(int lane) {
    return FloatVector.fromArray(SPECIES, NUMBERS, 0).compare(VectorOperators.GE, (float) lane);
  }
}
