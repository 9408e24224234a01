package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.sample.Samples;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Samples cut into batches in their order, as arrays of the library. */
final class Batches implements AutoCloseable {

  private final Samples samples;
  private final List<INDArray> inputs = new ArrayList<>();
  private final List<INDArray> targets = new ArrayList<>();

  private Batches(Samples samples) {
    this.samples = samples;
  }

  /** The last batch is shorter where the samples do not divide. */
  static Batches of(Samples samples, int batch) {
    Batches batches = new Batches(samples);
    for (int from = 0; from < samples.count(); from += batch) {
      int to = Math.min(samples.count(), from + batch);
      batches.inputs.add(inputs(samples, from, to));
      batches.targets.add(targets(samples, from, to));
    }
    return batches;
  }

  boolean isOf(Samples other) {
    return samples == other;
  }

  int size() {
    return inputs.size();
  }

  INDArray inputs(int batch) {
    return inputs.get(batch);
  }

  INDArray targets(int batch) {
    return targets.get(batch);
  }

  /** [windows, features, lags], with time outermost in memory: a time step is one block. */
  static INDArray inputs(Samples samples, int from, int to) {
    int lags = samples.lags();
    int features = samples.features();
    int count = to - from;
    float[] ours = samples.inputs();
    float[] theirs = new float[count * lags * features];
    for (int window = 0; window < count; window++) {
      for (int lag = 0; lag < lags; lag++) {
        int row = ((from + window) * lags + lag) * features;
        for (int feature = 0; feature < features; feature++) {
          theirs[window + count * (feature + features * lag)] = ours[row + feature];
        }
      }
    }
    return Nd4j.create(theirs, new long[] {count, features, lags}, 'f');
  }

  private static INDArray targets(Samples samples, int from, int to) {
    int labels = samples.outputs();
    float[] theirs = new float[(to - from) * labels];
    System.arraycopy(samples.targets(), from * labels, theirs, 0, theirs.length);
    return Nd4j.create(theirs, new long[] {to - from, labels}, 'c');
  }

  @Override
  public void close() {
    inputs.forEach(INDArray::close);
    targets.forEach(INDArray::close);
  }
}
