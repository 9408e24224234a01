package dev.gridcast.benchmark;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;

/** A product of square matrices by the OpenBLAS that ND4J carries. */
final class Sgemm implements Runnable {

  private static final int SIZE = 1_024;

  /** Floating-point operations of one product. */
  static final long FLOPS = 2L * SIZE * SIZE * SIZE;

  private final FloatPointer a = random(1);
  private final FloatPointer b = random(2);
  private final FloatPointer c = random(3);

  private static FloatPointer random(long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[SIZE * SIZE];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return new FloatPointer(numbers);
  }

  @Override
  public void run() {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        SIZE,
        SIZE,
        SIZE,
        1,
        a,
        SIZE,
        b,
        SIZE,
        0,
        c,
        SIZE);
  }
}
