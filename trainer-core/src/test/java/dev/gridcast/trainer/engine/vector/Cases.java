package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.Optimizer;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.SeededRandom;
import dev.gridcast.trainer.sample.Samples;

/** Small data to train on. */
final class Cases {

  /** Of the dropout masks. */
  static final long SEED = 5;

  private Cases() {}

  /** Windows of waves and noise; the targets are sums over the window. */
  static Samples samples(Architecture architecture, int count, long seed) {
    SeededRandom random = new SeededRandom(seed);
    int features = architecture.features();
    int lags = architecture.lags();
    float[] inputs = new float[count * lags * features];
    float[] targets = new float[count * architecture.outputs()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = 2 * random.nextFloat() - 1;
    }
    for (int i = 0; i < targets.length; i++) {
      int row = i / architecture.outputs() * lags * features;
      float sum = 0;
      for (int j = 0; j < lags * features; j++) {
        sum += inputs[row + j] * (1 + (j + i) % 3);
      }
      targets[i] = sum / lags;
    }
    return Samples.of(lags, features, architecture.outputs(), inputs, targets, new int[count]);
  }

  static TrainingOptions options(int batch, Loss loss) {
    return new TrainingOptions(batch, Optimizer.ADAM, loss, 0.3, 0, SEED);
  }
}
