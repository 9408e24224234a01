package dev.gridcast.trainer.kernel.simd;

import static dev.gridcast.trainer.kernel.simd.VectorKernels.L;
import static dev.gridcast.trainer.kernel.simd.VectorKernels.SPECIES;

import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.kernel.ScalarActivation;
import dev.gridcast.trainer.kernel.Tanh;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Activations, a register at a time; the same operations as {@link ScalarActivation}. */
final class Activation {

  private Activation() {}

  static void tanh(float[] values, int offset, int count) {
    int i = offset;
    for (int end = offset + count - L; i <= end; i += L) {
      tanh(FloatVector.fromArray(SPECIES, values, i)).intoArray(values, i);
    }
    for (; i < offset + count; i++) {
      values[i] = ScalarActivation.tanh(values[i]);
    }
  }

  static void sigmoid(float[] values, int offset, int count) {
    int i = offset;
    for (int end = offset + count - L; i <= end; i += L) {
      sigmoid(FloatVector.fromArray(SPECIES, values, i)).intoArray(values, i);
    }
    for (; i < offset + count; i++) {
      values[i] = ScalarActivation.sigmoid(values[i]);
    }
  }

  /** See {@link Kernels#tanh}. Compare and blend, since min and max must treat -0 and cost more. */
  static FloatVector tanh(FloatVector value) {
    FloatVector x = value;
    x = x.blend(Tanh.CLAMP, x.compare(VectorOperators.GT, Tanh.CLAMP));
    x = x.blend(-Tanh.CLAMP, x.compare(VectorOperators.LT, -Tanh.CLAMP));
    FloatVector y = x.mul(x);
    FloatVector p = y.fma(of(Tanh.P13), of(Tanh.P11));
    p = y.fma(p, of(Tanh.P9));
    p = y.fma(p, of(Tanh.P7));
    p = y.fma(p, of(Tanh.P5));
    p = y.fma(p, of(Tanh.P3));
    p = y.fma(p, of(Tanh.P1));
    FloatVector q = y.fma(of(Tanh.Q6), of(Tanh.Q4));
    q = y.fma(q, of(Tanh.Q2));
    q = y.fma(q, of(Tanh.Q0));
    return x.mul(p).div(q);
  }

  /** See {@link Kernels#sigmoid}. */
  static FloatVector sigmoid(FloatVector value) {
    FloatVector half = of(0.5f);
    return tanh(value.mul(half)).fma(half, half);
  }

  private static FloatVector of(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
