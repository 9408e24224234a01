package dev.gridcast.trainer.kernel.simd;

import dev.gridcast.trainer.kernel.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The kernels on registers as wide as the processor has them. */
public final class VectorKernels implements Kernels {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Floats in a register. */
  static final int L = SPECIES.length();

  /** Called by name, from {@link Kernels#best()}. */
  public VectorKernels() {
    if (L > LANES) {
      throw new IllegalStateException("rows are padded to " + LANES + " floats, not to " + L);
    }
  }

  @Override
  public String describe() {
    return "vector, " + SPECIES.vectorBitSize() + " bits";
  }

  @Override
  public void gemm(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int as,
      int ak,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs) {
    Product.add(m, n, k, a, ao, as, ak, b, bo, bs, c, co, cs, c, co, cs);
  }

  @Override
  public void affine(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int as,
      int ak,
      float[] b,
      int bo,
      int bs,
      float[] bias,
      int biasOffset,
      float[] c,
      int co,
      int cs) {
    Product.add(m, n, k, a, ao, as, ak, b, bo, bs, bias, biasOffset, 0, c, co, cs);
  }

  @Override
  public void tanh(float[] x, int offset, int count) {
    Activation.tanh(x, offset, count);
  }

  @Override
  public void sigmoid(float[] x, int offset, int count) {
    Activation.sigmoid(x, offset, count);
  }

  @Override
  public void addRows(int rows, int n, float[] a, int ao, int as, float[] sums, int so) {
    Sums.addRows(rows, n, a, ao, as, sums, so);
  }

  @Override
  public void lstm(
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
    Lstm.forward(
        windows, units, gates, go, gs, cells, before, after, squashed, to, hidden, ho, stride);
  }

  @Override
  public void lstmGradient(
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
    Lstm.backward(
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
  }

  @Override
  public void gru(
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
    Gru.forward(windows, units, sums, so, recurrent, ro, gs, before, bo, hidden, ho, stride);
  }

  @Override
  public void gruGradient(
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
    Gru.backward(
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
  }

  @Override
  public void adam(int count, float[] w, float[] g, float[] m, float[] v, float rate) {
    Steps.adam(count, w, g, m, v, rate);
  }

  @Override
  public void rmsProp(int count, float[] w, float[] g, float[] v, float rate) {
    Steps.rmsProp(count, w, g, v, rate);
  }
}
