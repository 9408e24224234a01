package dev.gridcast.trainer.engine.closed;

import dev.gridcast.trainer.sample.Samples;
import java.util.Arrays;

/**
 * {@code X'X} and {@code X'Y} of windows {@code X} and targets {@code Y}, both less their means, in
 * double.
 *
 * <p>Neighbouring windows share all rows but one. With {@code x[r]} the rows of a stretch of {@code
 * m} such windows of {@code L} lags, the block of {@code X'X} that belongs to the lags {@code l}
 * and {@code l + d} is
 *
 * <pre>
 *   S(l, d) = sum of x[r]' x[r + d] for r from l to l + m - 1
 * </pre>
 *
 * <p>so all blocks of one distance {@code d} share the rows from {@code L - d - 1} to {@code m -
 * 1}, and each differs from its neighbour by a row at either end. The shared part is summed once:
 * {@code L} times less work than window by window. Rows are only ever added, never taken away
 * again, so nothing cancels.
 */
final class NormalEquations {

  /** Numbers of a stretch that are held as doubles at once; longer ones are cut: 8 MiB. */
  private static final int PIECE = 1 << 20;

  /** Windows whose products with the targets are summed at once. */
  private static final int BATCH = 128;

  private final Samples samples;
  private final int lags;
  private final int features;
  private final int inputs;
  private final int outputs;

  /** What is subtracted from each feature before squaring: large prices would cancel. */
  private final double[] centres;

  private final double[] inputMeans;
  private final double[] targetMeans;
  private final double[][] gram;
  private final double[] cross;

  /** The equations of samples that have targets. */
  NormalEquations(Samples samples) {
    this.samples = samples;
    this.lags = samples.lags();
    this.features = samples.features();
    this.inputs = lags * features;
    this.outputs = samples.outputs();
    this.centres = centres();
    this.inputMeans = inputMeans();
    this.targetMeans = targetMeans();
    this.gram = new double[inputs][];
    for (int row = 0; row < inputs; row++) {
      gram[row] = new double[row + 1];
    }
    this.cross = new double[outputs * inputs];
    addStretches();
    takeMeans();
    addTargets();
  }

  /** {@code X'X}, its lower triangle row by row. */
  double[][] gram() {
    return gram;
  }

  /** {@code X'Y}, [output][input]. */
  double[] cross() {
    return cross;
  }

  /** The mean of an input, as it stands in the windows. */
  double inputMean(int input) {
    return centres[input % features] + inputMeans[input];
  }

  /** The mean of an output's targets. */
  double targetMean(int output) {
    return targetMeans[output];
  }

  private double[] centres() {
    double[] sums = new double[features];
    float[] windows = samples.inputs();
    for (int i = 0; i < windows.length; i += features) {
      for (int feature = 0; feature < features; feature++) {
        sums[feature] += windows[i + feature];
      }
    }
    for (int feature = 0; feature < features; feature++) {
      sums[feature] /= (double) samples.count() * lags;
    }
    return sums;
  }

  private double[] inputMeans() {
    double[] sums = new double[inputs];
    float[] windows = samples.inputs();
    for (int i = 0; i < windows.length; i += inputs) {
      for (int input = 0; input < inputs; input++) {
        sums[input] += windows[i + input] - centres[input % features];
      }
    }
    for (int input = 0; input < inputs; input++) {
      sums[input] /= samples.count();
    }
    return sums;
  }

  private double[] targetMeans() {
    double[] sums = new double[outputs];
    float[] targets = samples.targets();
    for (int i = 0; i < targets.length; i += outputs) {
      for (int output = 0; output < outputs; output++) {
        sums[output] += targets[i + output];
      }
    }
    for (int output = 0; output < outputs; output++) {
      sums[output] /= samples.count();
    }
    return sums;
  }

  private void addStretches() {
    int most = Math.max(8 * lags, PIECE / features);
    int first = 0;
    while (first < samples.count()) {
      int end = first + 1;
      while (end < samples.count() && end - first < most && follows(end)) {
        end++;
      }
      addStretch(rows(first, end), end - first);
      first = end;
    }
  }

  /** Whether a window is the one before it, moved on by one row. */
  private boolean follows(int window) {
    float[] windows = samples.inputs();
    int at = window * inputs;
    return Arrays.equals(windows, at - inputs + features, at, windows, at, at + inputs - features);
  }

  /** The rows under some neighbouring windows, less their centres. */
  private double[] rows(int first, int end) {
    float[] windows = samples.inputs();
    double[] rows = new double[(end - first + lags - 1) * features];
    for (int i = 0; i < rows.length; i++) {
      // All rows of the first window, then the newest one of each further window.
      int further = Math.max(0, i / features - (lags - 1));
      rows[i] = windows[first * inputs + further * (inputs - features) + i] - centres[i % features];
    }
    return rows;
  }

  private void addStretch(double[] rows, int windows) {
    double[] block = new double[features * features];
    for (int distance = 0; distance < lags; distance++) {
      int places = lags - distance;
      if (windows < places) {
        for (int lag = 0; lag < places; lag++) {
          Arrays.fill(block, 0);
          addRows(rows, lag, windows, distance, block);
          addBlock(block, lag, distance);
        }
        continue;
      }
      // What all places share, then for each older place one row more at the old end …
      Arrays.fill(block, 0);
      addRows(rows, places - 1, windows - places + 1, distance, block);
      addBlock(block, places - 1, distance);
      for (int lag = places - 2; lag >= 0; lag--) {
        addRows(rows, lag, 1, distance, block);
        addBlock(block, lag, distance);
      }
      // … and for each newer one a row more at the new end.
      Arrays.fill(block, 0);
      for (int lag = 1; lag < places; lag++) {
        addRows(rows, windows + lag - 1, 1, distance, block);
        addBlock(block, lag, distance);
      }
    }
  }

  private void addRows(double[] rows, int first, int count, int distance, double[] block) {
    int left = first * features;
    int right = (first + distance) * features;
    OuterProducts.add(count, rows, left, features, rows, right, features, block);
  }

  private void addBlock(double[] block, int lag, int distance) {
    for (int g = 0; g < features; g++) {
      double[] row = gram[(lag + distance) * features + g];
      int at = lag * features;
      int count = Math.min(features, row.length - at);
      for (int f = 0; f < count; f++) {
        row[at + f] += block[f * features + g];
      }
    }
  }

  private void takeMeans() {
    for (int row = 0; row < inputs; row++) {
      double scaled = inputMeans[row] * samples.count();
      for (int column = 0; column <= row; column++) {
        gram[row][column] -= scaled * inputMeans[column];
      }
    }
  }

  private void addTargets() {
    float[] windows = samples.inputs();
    float[] targets = samples.targets();
    double[] left = new double[BATCH * outputs];
    double[] right = new double[BATCH * inputs];
    for (int first = 0; first < samples.count(); first += BATCH) {
      int count = Math.min(BATCH, samples.count() - first);
      for (int i = 0; i < count * outputs; i++) {
        left[i] = targets[first * outputs + i] - targetMeans[i % outputs];
      }
      for (int i = 0; i < count * inputs; i++) {
        right[i] = windows[first * inputs + i] - centres[i % features];
      }
      OuterProducts.add(count, left, 0, outputs, right, 0, inputs, cross);
    }
  }
}
