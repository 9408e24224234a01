package dev.gridcast.trainer.kernel.simd;

import static dev.gridcast.trainer.kernel.simd.VectorKernels.L;
import static dev.gridcast.trainer.kernel.simd.VectorKernels.SPECIES;

import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.kernel.ScalarActivation;
import dev.gridcast.trainer.kernel.Tanh;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Activations, a register at a time; the same operations as {@link ScalarActivation}. */
final class Activation {

  private Activation() {}

  /** See {@link Kernels#sigmoid}. */
  static void sigmoid(float[] values, int offset, int count) {
    tanh(values, offset, values, offset, count, 0.5f, 0.5f);
  }

  /** See {@link Kernels#tanh}: with 1 and -0, the last fma changes no bit. */
  static void tanh(float[] values, int offset, int count) {
    tanh(values, offset, values, offset, count, 1, -0f);
  }

  /**
   * {@code y = fma(tanh(scale x), scale, shift)}; y may be x.
   *
   * <p>The last register ends with the numbers, so it may overlap the one before it; where y is x,
   * results that are in place already stay.
   *
   * <p>Compare and blend, since the minimum and maximum of Java must treat -0. All in one method,
   * and that one longer than HotSpot inlines (325 bytes of code, FreqInlineSize): it stops inlining
   * where a method grows too large as a whole, and vectors that cross a call that was not inlined
   * are allocated.
   */
  static void tanh(
      float[] from, int fromOffset, float[] to, int toOffset, int count, float scale, float shift) {
    if (count < L) {
      for (int i = 0; i < count; i++) {
        float tanh = ScalarActivation.tanh(from[fromOffset + i] * scale);
        to[toOffset + i] = Math.fma(tanh, scale, shift);
      }
      return;
    }
    FloatVector factor = FloatVector.broadcast(SPECIES, scale);
    FloatVector summand = FloatVector.broadcast(SPECIES, shift);
    FloatVector most = FloatVector.broadcast(SPECIES, Tanh.CLAMP);
    FloatVector least = FloatVector.broadcast(SPECIES, -Tanh.CLAMP);
    for (int done = 0; done < count; done += L) {
      int i = Math.min(done, count - L);
      VectorMask<Float> fresh = Lanes.numbers().compare(VectorOperators.GE, (float) (done - i));
      FloatVector before = FloatVector.fromArray(SPECIES, from, fromOffset + i);
      FloatVector old = FloatVector.fromArray(SPECIES, to, toOffset + i);
      FloatVector x = before.mul(factor);
      x = x.blend(most, x.compare(VectorOperators.GT, most));
      x = x.blend(least, x.compare(VectorOperators.LT, least));
      FloatVector y = x.mul(x);
      FloatVector p = FloatVector.broadcast(SPECIES, Tanh.P13);
      p = y.fma(p, FloatVector.broadcast(SPECIES, Tanh.P11));
      p = y.fma(p, FloatVector.broadcast(SPECIES, Tanh.P9));
      p = y.fma(p, FloatVector.broadcast(SPECIES, Tanh.P7));
      p = y.fma(p, FloatVector.broadcast(SPECIES, Tanh.P5));
      p = y.fma(p, FloatVector.broadcast(SPECIES, Tanh.P3));
      p = y.fma(p, FloatVector.broadcast(SPECIES, Tanh.P1));
      FloatVector q = FloatVector.broadcast(SPECIES, Tanh.Q6);
      q = y.fma(q, FloatVector.broadcast(SPECIES, Tanh.Q4));
      q = y.fma(q, FloatVector.broadcast(SPECIES, Tanh.Q2));
      q = y.fma(q, FloatVector.broadcast(SPECIES, Tanh.Q0));
      FloatVector result = x.mul(p).div(q).fma(factor, summand);
      old.blend(result, fresh).intoArray(to, toOffset + i);
    }
  }
}
