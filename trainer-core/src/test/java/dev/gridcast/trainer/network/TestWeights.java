package dev.gridcast.trainer.network;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Weights for tests: small, different, the same for the same seed. */
final class TestWeights {

  private TestWeights() {}

  static Weights random(Architecture architecture, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> values = new HashMap<>();
    for (TensorShape shape : architecture.tensors()) {
      float[] numbers = new float[shape.elements()];
      float spread = spread(shape);
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = spread * (random.nextFloat() - 0.5f);
      }
      values.put(shape.name(), numbers);
    }
    return Weights.of(architecture, values);
  }

  /** 1, less for large matrices, that recurrent layers do not become chaotic. */
  private static float spread(TensorShape shape) {
    int inputs = shape.elements() / shape.dimensions().get(0);
    return (float) Math.min(1, 4 / Math.sqrt(inputs));
  }

  static float[] inputs(Architecture architecture, int samples, long seed) {
    Random random = new Random(seed);
    float[] inputs = new float[samples * architecture.lags() * architecture.features()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = 2 * random.nextFloat() - 1;
    }
    return inputs;
  }
}
