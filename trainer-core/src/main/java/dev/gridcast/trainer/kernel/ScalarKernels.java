package dev.gridcast.trainer.kernel;

/**
 * Plain Java. HotSpot vectorises the activations by itself, but not the products: it cannot know
 * that arrays read at other offsets are not the one that is written.
 */
final class ScalarKernels implements Kernels {

  static final Kernels INSTANCE = new ScalarKernels();

  private ScalarKernels() {}

  @Override
  public String describe() {
    return "scalar";
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
    for (int i = 0; i < m; i++) {
      ScalarProduct.addRow(n, k, a, ao + i * as, ak, b, bo, bs, c, co + i * cs);
    }
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
    for (int i = 0; i < m; i++) {
      System.arraycopy(bias, biasOffset, c, co + i * cs, n);
      ScalarProduct.addRow(n, k, a, ao + i * as, ak, b, bo, bs, c, co + i * cs);
    }
  }

  @Override
  public void tanh(float[] x, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      x[i] = ScalarActivation.tanh(x[i]);
    }
  }

  @Override
  public void sigmoid(float[] x, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      x[i] = ScalarActivation.sigmoid(x[i]);
    }
  }

  @Override
  public void addRows(int rows, int n, float[] a, int ao, int as, float[] sums, int so) {
    ScalarProduct.addRows(rows, n, a, ao, as, sums, so);
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
    ScalarLstm.forward(
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
    ScalarGru.forward(windows, units, sums, so, recurrent, ro, gs, before, bo, hidden, ho, stride);
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
  }

  @Override
  public void adam(int count, float[] w, float[] g, float[] m, float[] v, float rate) {
    ScalarSteps.adam(count, w, g, m, v, rate);
  }

  @Override
  public void rmsProp(int count, float[] w, float[] g, float[] v, float rate) {
    ScalarSteps.rmsProp(count, w, g, v, rate);
  }
}
