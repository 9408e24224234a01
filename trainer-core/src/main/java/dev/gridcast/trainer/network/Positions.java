package dev.gridcast.trainer.network;

/**
 * The sinusoidal code of a place in a sequence (A. Vaswani et al., "Attention is all you need",
 * NIPS 2017, section 3.5):
 *
 * <pre>
 *   code(p, 2 i) = sin(p / 10000^(2 i / width))      code(p, 2 i + 1) = cos(p / 10000^(2 i / width))
 * </pre>
 *
 * <p>By {@code StrictMath}, in double precision, rounded once: the same bits on every JVM.
 */
public final class Positions {

  private static final double BASE = 10_000;

  private Positions() {}

  /**
   * The codes of the first places.
   *
   * @param steps how many
   * @param width numbers of each
   * @return [steps][width], row-major
   */
  public static float[] code(int steps, int width) {
    float[] code = new float[Math.multiplyExact(steps, width)];
    for (int j = 0; j < width; j++) {
      double length = StrictMath.pow(BASE, 2 * (j / 2) / (double) width);
      for (int step = 0; step < steps; step++) {
        double angle = step / length;
        code[step * width + j] =
            (float) (j % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
      }
    }
    return code;
  }
}
