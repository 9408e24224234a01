package dev.gridcast.trainer.kernel.simd;

import static dev.gridcast.trainer.kernel.simd.VectorKernels.L;
import static dev.gridcast.trainer.kernel.simd.VectorKernels.SPECIES;

import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.kernel.ScalarSteps;
import jdk.incubator.vector.FloatVector;

/** Optimisers, a register at a time. */
final class Steps {

  private Steps() {}

  /** See {@link Kernels#adam}. */
  static void adam(int count, float[] w, float[] g, float[] m, float[] v, float rate) {
    int i = 0;
    for (; i + L <= count; i += L) {
      FloatVector slope = FloatVector.fromArray(SPECIES, g, i);
      FloatVector mean = FloatVector.fromArray(SPECIES, m, i);
      mean = FloatVector.broadcast(SPECIES, 0.9f).fma(mean, slope.mul(0.1f));
      FloatVector square = FloatVector.fromArray(SPECIES, v, i);
      square = FloatVector.broadcast(SPECIES, 0.999f).fma(square, slope.mul(0.001f).mul(slope));
      mean.intoArray(m, i);
      square.intoArray(v, i);
      step(w, i, mean, square, rate);
    }
    ScalarSteps.adam(i, count, w, g, m, v, rate);
  }

  /** See {@link Kernels#rmsProp}. */
  static void rmsProp(int count, float[] w, float[] g, float[] v, float rate) {
    int i = 0;
    for (; i + L <= count; i += L) {
      FloatVector slope = FloatVector.fromArray(SPECIES, g, i);
      FloatVector square = FloatVector.fromArray(SPECIES, v, i);
      square = FloatVector.broadcast(SPECIES, 0.9f).fma(square, slope.mul(0.1f).mul(slope));
      square.intoArray(v, i);
      step(w, i, slope, square, rate);
    }
    ScalarSteps.rmsProp(i, count, w, g, v, rate);
  }

  private static void step(
      float[] w, int i, FloatVector direction, FloatVector square, float rate) {
    FloatVector change = direction.mul(rate).div(square.sqrt().add(1e-8f));
    FloatVector.fromArray(SPECIES, w, i).sub(change).intoArray(w, i);
  }
}
