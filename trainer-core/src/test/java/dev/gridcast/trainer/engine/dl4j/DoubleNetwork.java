package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.network.Activation;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.DropoutMask;
import dev.gridcast.trainer.network.Layer;
import dev.gridcast.trainer.network.PlacedLayer;
import dev.gridcast.trainer.network.Tensor;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a network answers and loses, in doubles, one window after the other and as near to the
 * equations as can be: to measure engines against, and for numeric gradients.
 */
final class DoubleNetwork {

  private final Architecture architecture;
  private final Map<String, double[]> tensors = new HashMap<>();

  DoubleNetwork(Weights weights) {
    architecture = weights.architecture();
    for (Tensor tensor : weights.tensors()) {
      float[] values = tensor.toArray();
      double[] copy = new double[values.length];
      for (int i = 0; i < copy.length; i++) {
        copy[i] = values[i];
      }
      tensors.put(tensor.shape().name(), copy);
    }
  }

  /** The numbers of a tensor, to be written to. */
  double[] tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  /** [samples][outputs]; without dropout. */
  double[][] predict(Samples samples) {
    return answers(samples, null);
  }

  /** The mean loss of one batch in the first step of a training, with that step's dropout. */
  double loss(Samples samples, TrainingOptions options) {
    double[][] answers = answers(samples, options);
    double sum = 0;
    for (int i = 0; i < answers.length; i++) {
      for (int j = 0; j < answers[i].length; j++) {
        double error = answers[i][j] - samples.targets()[i * answers[i].length + j];
        sum += loss(error, options.loss(), options.huberDelta());
      }
    }
    return sum / (samples.count() * architecture.outputs());
  }

  private static double loss(double error, Loss loss, double delta) {
    double size = Math.abs(error);
    return switch (loss) {
      case MAE -> size;
      case MSE -> error * error;
      case HUBER -> size <= delta ? error * error / 2 : delta * (size - delta / 2);
    };
  }

  private double[][] answers(Samples samples, @Nullable TrainingOptions options) {
    double[][] answers = new double[samples.count()][];
    for (int i = 0; i < answers.length; i++) {
      double[][] rows = new double[samples.lags()][samples.features()];
      for (int t = 0; t < samples.lags(); t++) {
        for (int j = 0; j < samples.features(); j++) {
          rows[t][j] = samples.inputs()[(i * samples.lags() + t) * samples.features() + j];
        }
      }
      answers[i] = answer(rows, i, samples.count(), options);
    }
    return answers;
  }

  private double[] answer(
      double[][] rows, int window, int windows, @Nullable TrainingOptions options) {
    List<PlacedLayer> placed = architecture.placed();
    for (int index = 0; index < placed.size(); index++) {
      PlacedLayer layer = placed.get(index);
      rows =
          layer.layer() instanceof Layer.Dropout dropout
              ? (options == null
                  ? rows
                  : dropped(rows, dropout.rate(), index, window, windows, options))
              : apply(layer, rows);
    }
    return rows[0];
  }

  private double[][] apply(PlacedLayer placed, double[][] x) {
    Layer layer = placed.layer();
    if (layer instanceof Layer.Lstm lstm) {
      return lstm(placed, lstm.units(), x);
    } else if (layer instanceof Layer.Gru gru) {
      return gru(placed, gru.units(), x);
    } else if (layer instanceof Layer.LastStep) {
      return new double[][] {x[x.length - 1]};
    } else if (layer instanceof Layer.Flatten) {
      return flat(x);
    } else if (layer instanceof Layer.Dense dense) {
      return activated(dense(placed, 0, x), dense.activation());
    } else if (layer instanceof Layer.Conv conv) {
      return activated(convolution(placed, conv, x), conv.activation());
    } else if (layer instanceof Layer.MaxPool pool) {
      return pool(x, pool.size());
    } else if (layer instanceof Layer.Project) {
      return positioned(dense(placed, 0, x));
    } else if (layer instanceof Layer.Encoder encoder) {
      return DoubleEncoder.apply(values(placed), encoder.heads(), x);
    }
    throw new IllegalArgumentException("unknown layer " + layer);
  }

  private double[][] values(PlacedLayer placed) {
    return placed.tensors().stream().map(t -> tensor(t.name())).toArray(double[][]::new);
  }

  private double[][] lstm(PlacedLayer placed, int units, double[][] x) {
    double[][] w = values(placed);
    double[] h = new double[units];
    double[] c = new double[units];
    double[][] all = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      double[] sums = linear(w[0], w[2], x[t]);
      double[] recurrent = linear(w[1], new double[4 * units], h);
      h = new double[units];
      for (int j = 0; j < units; j++) {
        double i = sigmoid(sums[j] + recurrent[j]);
        double f = sigmoid(sums[units + j] + recurrent[units + j]);
        double g = Math.tanh(sums[2 * units + j] + recurrent[2 * units + j]);
        double o = sigmoid(sums[3 * units + j] + recurrent[3 * units + j]);
        c[j] = f * c[j] + i * g;
        h[j] = o * Math.tanh(c[j]);
      }
      all[t] = h;
    }
    return all;
  }

  private double[][] gru(PlacedLayer placed, int units, double[][] x) {
    double[][] w = values(placed);
    double[] h = new double[units];
    double[][] all = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      double[] sums = linear(w[0], w[2], x[t]);
      double[] recurrent = linear(w[1], w[3], h);
      double[] next = new double[units];
      for (int j = 0; j < units; j++) {
        double r = sigmoid(sums[j] + recurrent[j]);
        double z = sigmoid(sums[units + j] + recurrent[units + j]);
        double n = Math.tanh(sums[2 * units + j] + r * recurrent[2 * units + j]);
        next[j] = (1 - z) * n + z * h[j];
      }
      h = next;
      all[t] = h;
    }
    return all;
  }

  private double[][] convolution(PlacedLayer placed, Layer.Conv conv, double[][] x) {
    double[][] w = values(placed);
    int channels = x[0].length;
    double[][] y = new double[x.length - conv.kernel() + 1][conv.filters()];
    for (int t = 0; t < y.length; t++) {
      for (int filter = 0; filter < conv.filters(); filter++) {
        double sum = w[1][filter];
        for (int channel = 0; channel < channels; channel++) {
          for (int k = 0; k < conv.kernel(); k++) {
            sum += w[0][(filter * channels + channel) * conv.kernel() + k] * x[t + k][channel];
          }
        }
        y[t][filter] = sum;
      }
    }
    return y;
  }

  private double[][] dense(PlacedLayer placed, int first, double[][] x) {
    double[][] w = values(placed);
    double[][] y = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      y[t] = linear(w[first], w[first + 1], x[t]);
    }
    return y;
  }

  private static double[][] pool(double[][] x, int size) {
    double[][] y = new double[x.length / size][];
    for (int t = 0; t < y.length; t++) {
      y[t] = x[t * size].clone();
      for (int k = 1; k < size; k++) {
        for (int j = 0; j < y[t].length; j++) {
          y[t][j] = Math.max(y[t][j], x[t * size + k][j]);
        }
      }
    }
    return y;
  }

  private static double[][] flat(double[][] x) {
    double[] all = new double[x.length * x[0].length];
    for (int t = 0; t < x.length; t++) {
      System.arraycopy(x[t], 0, all, t * x[0].length, x[0].length);
    }
    return new double[][] {all};
  }

  private static double[][] positioned(double[][] x) {
    for (int t = 0; t < x.length; t++) {
      for (int j = 0; j < x[t].length; j++) {
        double angle = t / Math.pow(10_000, 2 * (j / 2) / (double) x[t].length);
        x[t][j] += j % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
      }
    }
    return x;
  }

  private static double[][] dropped(
      double[][] x, double rate, int layer, int window, int windows, TrainingOptions options) {
    int channels = x[0].length;
    float[] factors = new float[x.length * windows * channels];
    DropoutMask.fill(factors, factors.length, rate, options.seed(), layer, 0);
    double[][] y = new double[x.length][channels];
    for (int t = 0; t < x.length; t++) {
      for (int j = 0; j < channels; j++) {
        y[t][j] = x[t][j] * factors[(t * windows + window) * channels + j];
      }
    }
    return y;
  }

  private static double[][] activated(double[][] x, Activation activation) {
    for (double[] row : x) {
      for (int j = 0; j < row.length; j++) {
        row[j] =
            switch (activation) {
              case IDENTITY -> row[j];
              case RELU -> Math.max(0, row[j]);
              case TANH -> Math.tanh(row[j]);
            };
      }
    }
    return x;
  }

  /** {@code bias + weights x}; weights are [outputs, inputs]. */
  static double[] linear(double[] weights, double[] bias, double[] x) {
    double[] y = bias.clone();
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < x.length; j++) {
        y[i] += weights[i * x.length + j] * x[j];
      }
    }
    return y;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
