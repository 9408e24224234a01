package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.network.Activation;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.DropoutMask;
import dev.gridcast.trainer.network.Layer;
import dev.gridcast.trainer.network.PlacedLayer;
import dev.gridcast.trainer.network.Tensor;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The layers' formulas once more, in doubles and as slowly as they read: what gradients are held
 * against.
 */
final class DoubleNetwork {

  private final Architecture architecture;
  private final Map<String, double[]> tensors = new HashMap<>();

  DoubleNetwork(Weights weights) {
    this.architecture = weights.architecture();
    for (Tensor tensor : weights.tensors()) {
      float[] values = tensor.toArray();
      double[] copy = new double[values.length];
      for (int i = 0; i < copy.length; i++) {
        copy[i] = values[i];
      }
      tensors.put(tensor.shape().name(), copy);
    }
  }

  /** The slope of the loss along one number of a tensor, by central differences. */
  double slope(String tensor, int at, Samples samples, Loss loss, double delta) {
    double[] values = tensor(tensor);
    double step = 1e-5;
    double before = values[at];
    values[at] = before + step;
    double above = loss(samples, loss, delta);
    values[at] = before - step;
    double below = loss(samples, loss, delta);
    values[at] = before;
    return (above - below) / (2 * step);
  }

  double loss(Samples samples, Loss loss, double delta) {
    double sum = 0;
    int window = samples.lags() * samples.features();
    for (int sample = 0; sample < samples.count(); sample++) {
      double[][] rows = new double[samples.lags()][samples.features()];
      for (int i = 0; i < window; i++) {
        rows[i / samples.features()][i % samples.features()] =
            samples.inputs()[sample * window + i];
      }
      double[] answer = answer(rows, sample, samples.count());
      for (int j = 0; j < answer.length; j++) {
        double e = Math.abs(answer[j] - samples.targets()[sample * answer.length + j]);
        sum +=
            switch (loss) {
              case MAE -> e;
              case MSE -> e * e;
              case HUBER -> e <= delta ? e * e / 2 : delta * (e - delta / 2);
            };
      }
    }
    return sum / (samples.count() * samples.outputs());
  }

  private double[] answer(double[][] window, int sample, int samples) {
    double[][] rows = window;
    List<PlacedLayer> layers = architecture.placed();
    for (int layer = 0; layer < layers.size(); layer++) {
      rows =
          layers.get(layer).layer() instanceof Layer.Dropout dropout
              ? drop(dropout, layer, rows, sample, samples)
              : apply(layers.get(layer), rows);
    }
    return rows[0];
  }

  /** As in the first step of a training of all samples in one batch. */
  private static double[][] drop(
      Layer.Dropout dropout, int layer, double[][] rows, int sample, int samples) {
    int channels = rows[0].length;
    float[] factors = new float[rows.length * samples * channels];
    DropoutMask.fill(factors, factors.length, dropout.rate(), Cases.SEED, layer, 0);
    double[][] kept = new double[rows.length][channels];
    for (int step = 0; step < rows.length; step++) {
      for (int j = 0; j < channels; j++) {
        kept[step][j] = rows[step][j] * factors[(step * samples + sample) * channels + j];
      }
    }
    return kept;
  }

  private double[][] apply(PlacedLayer placed, double[][] rows) {
    Layer layer = placed.layer();
    if (layer instanceof Layer.Lstm lstm) {
      return lstm(placed, lstm.units(), rows);
    }
    if (layer instanceof Layer.LastStep) {
      return new double[][] {rows[rows.length - 1]};
    }
    if (layer instanceof Layer.Gru gru) {
      return gru(placed, gru.units(), rows);
    }
    if (layer instanceof Layer.Flatten) {
      return new double[][] {Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray()};
    }
    if (layer instanceof Layer.Dense dense) {
      double[][] answers = new double[rows.length][];
      for (int row = 0; row < rows.length; row++) {
        double[] sums = linear(tensor(placed, 0), tensor(placed, 1), rows[row]);
        answers[row] = Arrays.stream(sums).map(x -> activate(dense.activation(), x)).toArray();
      }
      return answers;
    }
    throw new IllegalArgumentException("not here: " + layer);
  }

  private double[][] lstm(PlacedLayer placed, int units, double[][] rows) {
    double[][] hidden = new double[rows.length][units];
    double[] before = new double[units];
    double[] cell = new double[units];
    for (int step = 0; step < rows.length; step++) {
      double[] sums = linear(tensor(placed, 0), tensor(placed, 2), rows[step]);
      sums = linear(tensor(placed, 1), sums, before);
      for (int j = 0; j < units; j++) {
        double i = sigmoid(sums[j]);
        double f = sigmoid(sums[units + j]);
        double g = Math.tanh(sums[2 * units + j]);
        double o = sigmoid(sums[3 * units + j]);
        cell[j] = f * cell[j] + i * g;
        hidden[step][j] = o * Math.tanh(cell[j]);
      }
      before = hidden[step];
    }
    return hidden;
  }

  private double[][] gru(PlacedLayer placed, int units, double[][] rows) {
    double[][] hidden = new double[rows.length][units];
    double[] before = new double[units];
    for (int step = 0; step < rows.length; step++) {
      double[] sums = linear(tensor(placed, 0), tensor(placed, 2), rows[step]);
      double[] recurrent = linear(tensor(placed, 1), tensor(placed, 3), before);
      for (int j = 0; j < units; j++) {
        double r = sigmoid(sums[j] + recurrent[j]);
        double z = sigmoid(sums[units + j] + recurrent[units + j]);
        double n = Math.tanh(sums[2 * units + j] + r * recurrent[2 * units + j]);
        hidden[step][j] = (1 - z) * n + z * before[j];
      }
      before = hidden[step];
    }
    return hidden;
  }

  private static double activate(Activation activation, double x) {
    return switch (activation) {
      case IDENTITY -> x;
      case RELU -> Math.max(0, x);
      case TANH -> Math.tanh(x);
    };
  }

  private double[] tensor(PlacedLayer placed, int number) {
    return tensor(placed.tensors().get(number).name());
  }

  private double[] tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private static double[] linear(double[] matrix, double[] bias, double[] x) {
    double[] sums = bias.clone();
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < x.length; j++) {
        sums[i] += matrix[i * x.length + j] * x[j];
      }
    }
    return sums;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
