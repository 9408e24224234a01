package dev.gridcast.trainer.kernel;

/**
 * Arithmetic on arrays of floats, in one order that the width of the processor's registers does not
 * change: every implementation gives the same bits, on every JVM since 17 and every machine (but
 * for the bits inside a NaN).
 *
 * <p>How: Java's float addition, multiplication, division, square root and {@link Math#fma} are
 * exact, each rounded once (JEP 306). Work is split over numbers that do not depend on each other,
 * never inside a sum; every sum has one order, which is written with its method.
 *
 * <p>Matrices are row-major parts of arrays: an offset, and a stride from row to row. Rows that are
 * a multiple of {@link #LANES} long, padded with zeros, are the fastest. Nothing is allocated.
 * Arguments are trusted to lie inside their arrays, else {@link IndexOutOfBoundsException}; results
 * must not overlap inputs unless a method says so. Instances have no state and may be shared.
 */
public interface Kernels {

  /** The most floats that any implementation takes at once. */
  int LANES = 16;

  /** Plain Java. */
  static Kernels scalar() {
    return ScalarKernels.INSTANCE;
  }

  /**
   * Java's Vector API where the module {@code jdk.incubator.vector} has been added to this JVM
   * ({@code --add-modules jdk.incubator.vector}), else {@link #scalar()}.
   */
  static Kernels best() {
    return BestKernels.INSTANCE;
  }

  /** The next multiple of {@link #LANES}. */
  static int padded(int count) {
    return (count + LANES - 1) / LANES * LANES;
  }

  /** What it runs on, for people, for example {@code vector, 512 bits}. */
  String describe();

  /**
   * Adds a product of matrices: {@code c[i][j] += a[i][0] b[0][j] + a[i][1] b[1][j] + …}, from left
   * to right, each term by {@code sum = fma(a, b, sum)}.
   *
   * @param m rows of a and c
   * @param n columns of b and c
   * @param k columns of a, rows of b
   * @param ao where a begins
   * @param as from row to row of a
   * @param ak from column to column of a; with {@code as = 1} and {@code ak} the stride, a is
   *     transposed
   * @param bo where b begins
   * @param bs from row to row of b
   * @param co where c begins
   * @param cs from row to row of c
   */
  void gemm(
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
      int cs);

  /**
   * Like {@link #gemm}, but each sum begins with the number of a row: {@code c[i][j] = bias[j] +
   * a[i][0] b[0][j] + …}.
   *
   * @param bias the row
   * @param biasOffset where it begins
   */
  void affine(
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
      int cs);

  /**
   * The hyperbolic tangent in place, within 4e-7 of the true value: the rational approximation
   * {@code x P(x^2) / Q(x^2)} with the coefficients published in Eigen (its {@code
   * generic_fast_tanh_float}), x clamped to where tanh is 1 as a float, by Horner's rule with fma.
   */
  void tanh(float[] x, int offset, int count);

  /** The logistic function in place: {@code fma(0.5, tanh(0.5 x), 0.5)}. */
  void sigmoid(float[] x, int offset, int count);

  /**
   * Adds up the rows of a matrix: {@code sums[j] += a[0][j] + a[1][j] + …}, from left to right.
   *
   * @param rows of a
   * @param n columns of a
   */
  void addRows(int rows, int n, float[] a, int ao, int as, float[] sums, int so);

  /**
   * One time step of an LSTM layer (S. Hochreiter, J. Schmidhuber, Neural Computation 9, 1997; with
   * the forget gate of F. Gers et al., 2000), for each window and unit:
   *
   * <pre>
   *   i, f, o = sigmoid(i), sigmoid(f), sigmoid(o)      g = tanh(g)
   *   c = fma(f, c before, i * g)      t = tanh(c)      h = o * t
   * </pre>
   *
   * @param windows rows of all matrices
   * @param units columns of all but the gates, which have four times as many: i, f, g, o one after
   *     another, as PyTorch orders them
   * @param gates the sums of the gates, replaced by their activations
   * @param go where they begin
   * @param gs from row to row of them
   * @param cells the cells before and after
   * @param before where those of the step before begin
   * @param after where those of this step go
   * @param squashed where t goes
   * @param to its beginning
   * @param hidden where h goes
   * @param ho its beginning
   * @param stride from row to row of cells, squashed and hidden
   */
  void lstm(
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
      int stride);

  /**
   * The gradient of {@link #lstm}:
   *
   * <pre>
   *   dc = fma(dh * o, 1 - t * t, dc)
   *   di = dc * g * (i * (1 - i))             df = dc * c before * (f * (1 - f))
   *   dg = dc * i * (1 - g * g)               do = dh * t * (o * (1 - o))
   *   dc before = dc * f
   * </pre>
   *
   * @param gates the activations, replaced by the gradients of the sums
   * @param cells with the cells before the step
   * @param hiddenGradient dh, of the output of this step
   * @param ho its beginning
   * @param cellGradient dc from the step after, replaced by that for the step before; it begins at
   *     0
   * @param stride from row to row of all but the gates
   */
  void lstmGradient(
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
      int stride);

  /**
   * One time step of a GRU layer (K. Cho et al., EMNLP 2014; the reset gate after the product, as
   * in cuDNN and PyTorch), for each window and unit, s being the sums from the input, u those from
   * the hidden row before:
   *
   * <pre>
   *   r, z = sigmoid(s_r + u_r), sigmoid(s_z + u_z)      n = tanh(fma(r, u_n, s_n))
   *   h = fma(z, h before - n, n)
   * </pre>
   *
   * @param windows rows of all matrices
   * @param units columns of before and hidden; the sums have three times as many: r, z, n one after
   *     another, as PyTorch orders them
   * @param sums from the input, replaced by r, z and n
   * @param so where they begin
   * @param recurrent the sums from the row before
   * @param ro where they begin
   * @param gs from row to row of both sums
   * @param before h before
   * @param bo where it begins
   * @param hidden where h goes
   * @param ho its beginning
   * @param stride from row to row of before and hidden
   */
  void gru(
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
      int stride);

  /**
   * The gradient of {@link #gru}:
   *
   * <pre>
   *   dn = dh * (1 - z) * (1 - n * n)             ds_n = dn       du_n = dn * r
   *   dr = dn * u_n * (r * (1 - r))               ds_r = du_r = dr
   *   dz = dh * (h before - n) * (z * (1 - z))    ds_z = du_z = dz
   *   dh before = fma(dh, z, dh before)
   * </pre>
   *
   * @param sums r, z and n, replaced by ds
   * @param recurrent u, replaced by du
   * @param hiddenGradient dh, of the output of this step
   * @param ho its beginning
   * @param beforeGradient of the output of the step before, to which this step's part is added but
   *     for what comes through du
   * @param go its beginning
   * @param stride from row to row of all but the sums
   */
  void gruGradient(
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
      int stride);

  /**
   * A step of Adam on the first {@code count} numbers: {@code m = fma(0.9, m, 0.1 g); v =
   * fma(0.999, v, 0.001 g g); w = w - rate * m / (sqrt(v) + 1e-8)}.
   *
   * @param rate with both corrections of the bias in it
   */
  void adam(int count, float[] w, float[] g, float[] m, float[] v, float rate);

  /**
   * A step of RMSprop on the first {@code count} numbers: {@code v = fma(0.9, v, 0.1 g g); w = w -
   * rate * g / (sqrt(v) + 1e-8)}.
   */
  void rmsProp(int count, float[] w, float[] g, float[] v, float rate);
}
