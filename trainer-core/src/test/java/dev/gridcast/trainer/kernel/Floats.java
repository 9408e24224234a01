package dev.gridcast.trainer.kernel;

import java.util.Random;

/** Numbers for tests. */
final class Floats {

  private Floats() {}

  /** Between -2 and 2, and now and then 0, -0 or tiny, where signs and denormals show. */
  static float[] random(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (random.nextInt(40)) {
            case 0 -> 0f;
            case 1 -> -0f;
            case 2 -> Float.MIN_VALUE * random.nextInt(100);
            default -> random.nextFloat() * 4 - 2;
          };
    }
    return values;
  }
}
