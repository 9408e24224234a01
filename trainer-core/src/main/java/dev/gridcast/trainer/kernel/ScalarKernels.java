package dev.gridcast.trainer.kernel;

/** Plain Java; simple loops, since those are what a JVM vectorises by itself. */
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
}
