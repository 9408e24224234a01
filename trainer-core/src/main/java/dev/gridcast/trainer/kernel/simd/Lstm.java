package dev.gridcast.trainer.kernel.simd;

import static dev.gridcast.trainer.kernel.simd.VectorKernels.L;
import static dev.gridcast.trainer.kernel.simd.VectorKernels.SPECIES;

import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.kernel.ScalarLstm;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The cells of an LSTM, a register of units at a time.
 *
 * <p>The last register of a row ends with the row, so it may overlap the one before it; both
 * compute the same there. What is replaced in place is loaded before the results of the register
 * before are written. Short passes, and no vectors across calls: a vector that crosses a call is
 * allocated unless the compiler chooses to inline it, and it stops inlining where a method grows
 * too large.
 */
final class Lstm {

  private Lstm() {}

  /** See {@link Kernels#lstm}. */
  static void forward(
      int windows,
      int units,
      float[] gates,
      int go,
      int gs,
      float[] cells,
      int before,
      int after,
      float[] squashed,
      int to,
      float[] hidden,
      int ho,
      int stride) {
    if (units < L) {
      ScalarLstm.forward(
          windows, units, gates, go, gs, cells, before, after, squashed, to, hidden, ho, stride);
      return;
    }
    for (int window = 0; window < windows; window++) {
      int gate = go + window * gs;
      int row = window * stride;
      Activation.sigmoid(gates, gate, 2 * units);
      Activation.tanh(gates, gate + 2 * units, units);
      Activation.sigmoid(gates, gate + 3 * units, units);
      cells(units, gates, gate, cells, before + row, after + row);
      Activation.tanh(cells, after + row, squashed, to + row, units, 1, -0f);
      outputs(units, gates, gate + 3 * units, squashed, to + row, hidden, ho + row);
    }
  }

  /** {@code c = fma(f, c before, i * g)}. */
  private static void cells(
      int units, float[] gates, int gate, float[] cells, int before, int after) {
    for (int done = 0; done < units; done += L) {
      int j = Math.min(done, units - L);
      int at = gate + j;
      FloatVector product = load(gates, at).mul(load(gates, at + 2 * units));
      load(gates, at + units).fma(load(cells, before + j), product).intoArray(cells, after + j);
    }
  }

  /** {@code h = o * t}. */
  private static void outputs(
      int units, float[] gates, int gate, float[] squashed, int to, float[] hidden, int ho) {
    for (int done = 0; done < units; done += L) {
      int j = Math.min(done, units - L);
      load(gates, gate + j).mul(load(squashed, to + j)).intoArray(hidden, ho + j);
    }
  }

  /** See {@link Kernels#lstmGradient}. */
  static void backward(
      int windows,
      int units,
      float[] gates,
      int go,
      int gs,
      float[] cells,
      int before,
      float[] squashed,
      int to,
      float[] hiddenGradient,
      int ho,
      float[] cellGradient,
      int stride) {
    if (units < L) {
      ScalarLstm.backward(
          windows,
          units,
          gates,
          go,
          gs,
          cells,
          before,
          squashed,
          to,
          hiddenGradient,
          ho,
          cellGradient,
          stride);
      return;
    }
    for (int window = 0; window < windows; window++) {
      int row = window * stride;
      gradients(
          units,
          gates,
          go + window * gs,
          cells,
          before + row,
          squashed,
          to + row,
          hiddenGradient,
          ho + row,
          cellGradient,
          row);
    }
  }

  private static void gradients(
      int units,
      float[] gates,
      int gate,
      float[] cells,
      int before,
      float[] squashed,
      int to,
      float[] hiddenGradient,
      int ho,
      float[] cellGradient,
      int row) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int done = 0; done < units; done += L) {
      int j = Math.min(done, units - L);
      VectorMask<Float> fresh = Lanes.numbers().compare(VectorOperators.GE, (float) (done - j));
      int at = gate + j;
      FloatVector i = load(gates, at);
      FloatVector f = load(gates, at + units);
      FloatVector g = load(gates, at + 2 * units);
      FloatVector o = load(gates, at + 3 * units);
      FloatVector t = load(squashed, to + j);
      FloatVector dh = load(hiddenGradient, ho + j);
      FloatVector carried = load(cellGradient, row + j);
      FloatVector dc = dh.mul(o).fma(one.sub(t.mul(t)), carried);
      i.blend(dc.mul(g).mul(i.mul(one.sub(i))), fresh).intoArray(gates, at);
      FloatVector df = dc.mul(load(cells, before + j)).mul(f.mul(one.sub(f)));
      f.blend(df, fresh).intoArray(gates, at + units);
      g.blend(dc.mul(i).mul(one.sub(g.mul(g))), fresh).intoArray(gates, at + 2 * units);
      o.blend(dh.mul(t).mul(o.mul(one.sub(o))), fresh).intoArray(gates, at + 3 * units);
      carried.blend(dc.mul(f), fresh).intoArray(cellGradient, row + j);
    }
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }
}
