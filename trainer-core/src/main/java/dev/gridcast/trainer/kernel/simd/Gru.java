package dev.gridcast.trainer.kernel.simd;

import static dev.gridcast.trainer.kernel.simd.VectorKernels.L;
import static dev.gridcast.trainer.kernel.simd.VectorKernels.SPECIES;

import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.kernel.ScalarGru;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The cells of a GRU, a register of units at a time, by the rules of {@link Lstm}. */
final class Gru {

  private Gru() {}

  /** See {@link Kernels#gru}. */
  static void forward(
      int windows,
      int units,
      float[] sums,
      int so,
      float[] recurrent,
      int ro,
      int gs,
      float[] before,
      int bo,
      float[] hidden,
      int ho,
      int stride) {
    if (units < L) {
      ScalarGru.forward(
          windows, units, sums, so, recurrent, ro, gs, before, bo, hidden, ho, stride);
      return;
    }
    for (int window = 0; window < windows; window++) {
      int sum = so + window * gs;
      int product = ro + window * gs;
      int row = window * stride;
      add(2 * units, sums, sum, recurrent, product);
      Activation.sigmoid(sums, sum, 2 * units);
      candidates(units, sums, sum, recurrent, product + 2 * units);
      Activation.tanh(sums, sum + 2 * units, units);
      outputs(units, sums, sum + units, before, bo + row, hidden, ho + row);
    }
  }

  /** {@code s = s + u}. */
  private static void add(int count, float[] sums, int sum, float[] recurrent, int product) {
    for (int done = 0; done < count; done += L) {
      int j = Math.min(done, count - L);
      VectorMask<Float> fresh = Lanes.numbers().compare(VectorOperators.GE, (float) (done - j));
      FloatVector s = load(sums, sum + j);
      s.blend(s.add(load(recurrent, product + j)), fresh).intoArray(sums, sum + j);
    }
  }

  /** {@code s_n = fma(r, u_n, s_n)}. */
  private static void candidates(int units, float[] sums, int sum, float[] recurrent, int product) {
    for (int done = 0; done < units; done += L) {
      int j = Math.min(done, units - L);
      VectorMask<Float> fresh = Lanes.numbers().compare(VectorOperators.GE, (float) (done - j));
      int at = sum + 2 * units + j;
      FloatVector s = load(sums, at);
      FloatVector n = load(sums, sum + j).fma(load(recurrent, product + j), s);
      s.blend(n, fresh).intoArray(sums, at);
    }
  }

  /** {@code h = fma(z, h before - n, n)}. */
  private static void outputs(
      int units, float[] sums, int z, float[] before, int bo, float[] hidden, int ho) {
    for (int done = 0; done < units; done += L) {
      int j = Math.min(done, units - L);
      FloatVector n = load(sums, z + units + j);
      load(sums, z + j).fma(load(before, bo + j).sub(n), n).intoArray(hidden, ho + j);
    }
  }

  /** See {@link Kernels#gruGradient}. */
  static void backward(
      int windows,
      int units,
      float[] sums,
      int so,
      float[] recurrent,
      int ro,
      int gs,
      float[] before,
      int bo,
      float[] hiddenGradient,
      int ho,
      float[] beforeGradient,
      int go,
      int stride) {
    if (units < L) {
      ScalarGru.backward(
          windows,
          units,
          sums,
          so,
          recurrent,
          ro,
          gs,
          before,
          bo,
          hiddenGradient,
          ho,
          beforeGradient,
          go,
          stride);
      return;
    }
    for (int window = 0; window < windows; window++) {
      int row = window * stride;
      gradients(
          units,
          sums,
          so + window * gs,
          recurrent,
          ro + window * gs,
          before,
          bo + row,
          hiddenGradient,
          ho + row,
          beforeGradient,
          go + row);
    }
  }

  private static void gradients(
      int units,
      float[] sums,
      int sum,
      float[] recurrent,
      int product,
      float[] before,
      int bo,
      float[] hiddenGradient,
      int ho,
      float[] beforeGradient,
      int go) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int done = 0; done < units; done += L) {
      int j = Math.min(done, units - L);
      VectorMask<Float> fresh = Lanes.numbers().compare(VectorOperators.GE, (float) (done - j));
      int s = sum + j;
      int u = product + j;
      FloatVector r = load(sums, s);
      FloatVector z = load(sums, s + units);
      FloatVector n = load(sums, s + 2 * units);
      FloatVector ur = load(recurrent, u);
      FloatVector uz = load(recurrent, u + units);
      FloatVector un = load(recurrent, u + 2 * units);
      FloatVector dh = load(hiddenGradient, ho + j);
      FloatVector carried = load(beforeGradient, go + j);
      FloatVector dn = dh.mul(one.sub(z)).mul(one.sub(n.mul(n)));
      FloatVector dr = dn.mul(un).mul(r.mul(one.sub(r)));
      FloatVector dz = dh.mul(load(before, bo + j).sub(n)).mul(z.mul(one.sub(z)));
      r.blend(dr, fresh).intoArray(sums, s);
      z.blend(dz, fresh).intoArray(sums, s + units);
      n.blend(dn, fresh).intoArray(sums, s + 2 * units);
      ur.blend(dr, fresh).intoArray(recurrent, u);
      uz.blend(dz, fresh).intoArray(recurrent, u + units);
      un.blend(dn.mul(r), fresh).intoArray(recurrent, u + 2 * units);
      carried.blend(dh.fma(z, carried), fresh).intoArray(beforeGradient, go + j);
    }
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }
}
