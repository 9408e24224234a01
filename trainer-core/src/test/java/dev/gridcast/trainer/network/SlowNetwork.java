package dev.gridcast.trainer.network;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The equations as PyTorch's documentation has them, in double precision, one window at a time and
 * as plainly as possible: what {@link ForwardPass} is tested against.
 */
final class SlowNetwork {

  private final Weights weights;

  SlowNetwork(Weights weights) {
    this.weights = weights;
  }

  /** The answer to one window. */
  double[] predict(float[] inputs, int offset) {
    Architecture architecture = weights.architecture();
    double[][] rows = new double[architecture.lags()][architecture.features()];
    for (int t = 0; t < rows.length; t++) {
      for (int j = 0; j < rows[t].length; j++) {
        rows[t][j] = inputs[offset + t * rows[t].length + j];
      }
    }
    for (PlacedLayer placed : architecture.placed()) {
      rows = layer(placed, rows);
    }
    return rows[0];
  }

  private double[][] layer(PlacedLayer placed, double[][] x) {
    Layer layer = placed.layer();
    if (layer instanceof Layer.Lstm lstm) {
      return lstm(placed, x, lstm.units());
    } else if (layer instanceof Layer.Gru gru) {
      return gru(placed, x, gru.units());
    } else if (layer instanceof Layer.LastStep) {
      return new double[][] {x[x.length - 1]};
    } else if (layer instanceof Layer.Flatten) {
      return new double[][] {Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray()};
    } else if (layer instanceof Layer.Dense dense) {
      return each(x, row -> activate(linear(placed, 0, row), dense.activation()));
    } else if (layer instanceof Layer.Conv conv) {
      return convolution(placed, x, conv);
    } else if (layer instanceof Layer.MaxPool pool) {
      return pool(x, pool.size());
    } else if (layer instanceof Layer.Dropout) {
      return x;
    } else if (layer instanceof Layer.Project) {
      return project(placed, x);
    } else if (layer instanceof Layer.Encoder encoder) {
      return encoder(placed, x, encoder.heads());
    }
    throw new AssertionError(layer);
  }

  private double[][] lstm(PlacedLayer placed, double[][] x, int units) {
    double[][] out = new double[x.length][];
    double[] h = new double[units];
    double[] c = new double[units];
    for (int t = 0; t < x.length; t++) {
      double[] fromInput = product(placed, 0, x[t]);
      double[] fromHidden = product(placed, 1, h);
      double[] bias = numbers(placed, 2);
      double[] next = new double[units];
      for (int j = 0; j < units; j++) {
        double[] z = new double[4];
        for (int gate = 0; gate < 4; gate++) {
          int row = gate * units + j;
          z[gate] = fromInput[row] + bias[row] + fromHidden[row];
        }
        c[j] = sigmoid(z[1]) * c[j] + sigmoid(z[0]) * Math.tanh(z[2]);
        next[j] = sigmoid(z[3]) * Math.tanh(c[j]);
      }
      h = next;
      out[t] = h;
    }
    return out;
  }

  private double[][] gru(PlacedLayer placed, double[][] x, int units) {
    double[][] out = new double[x.length][];
    double[] h = new double[units];
    for (int t = 0; t < x.length; t++) {
      double[] fromInput = plus(product(placed, 0, x[t]), numbers(placed, 2));
      double[] fromHidden = plus(product(placed, 1, h), numbers(placed, 3));
      double[] next = new double[units];
      for (int j = 0; j < units; j++) {
        double r = sigmoid(fromInput[j] + fromHidden[j]);
        double z = sigmoid(fromInput[units + j] + fromHidden[units + j]);
        double n = Math.tanh(fromInput[2 * units + j] + r * fromHidden[2 * units + j]);
        next[j] = (1 - z) * n + z * h[j];
      }
      h = next;
      out[t] = h;
    }
    return out;
  }

  private double[][] convolution(PlacedLayer placed, double[][] x, Layer.Conv conv) {
    double[] kernel = numbers(placed, 0);
    double[] bias = numbers(placed, 1);
    int channels = x[0].length;
    double[][] out = new double[x.length - conv.kernel() + 1][conv.filters()];
    for (int t = 0; t < out.length; t++) {
      for (int filter = 0; filter < conv.filters(); filter++) {
        double sum = bias[filter];
        for (int channel = 0; channel < channels; channel++) {
          for (int tap = 0; tap < conv.kernel(); tap++) {
            sum +=
                kernel[(filter * channels + channel) * conv.kernel() + tap] * x[t + tap][channel];
          }
        }
        out[t][filter] = sum;
      }
      out[t] = activate(out[t], conv.activation());
    }
    return out;
  }

  private static double[][] pool(double[][] x, int size) {
    double[][] out = new double[x.length / size][x[0].length];
    for (int t = 0; t < out.length; t++) {
      for (int j = 0; j < out[t].length; j++) {
        out[t][j] = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
          out[t][j] = Math.max(out[t][j], x[t * size + i][j]);
        }
      }
    }
    return out;
  }

  private double[][] project(PlacedLayer placed, double[][] x) {
    double[][] out = each(x, row -> linear(placed, 0, row));
    int width = out[0].length;
    for (int t = 0; t < out.length; t++) {
      for (int j = 0; j < width; j++) {
        double angle = t / Math.pow(10_000, (j - j % 2) / (double) width);
        out[t][j] += j % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
      }
    }
    return out;
  }

  private double[][] encoder(PlacedLayer placed, double[][] x, int heads) {
    int width = x[0].length;
    int size = width / heads;
    double[][] projected = each(x, row -> linear(placed, 0, row));
    double[][] context = new double[x.length][width];
    for (int head = 0; head < heads; head++) {
      for (int t = 0; t < x.length; t++) {
        double[] shares = new double[x.length];
        for (int s = 0; s < x.length; s++) {
          double score = 0;
          for (int j = head * size; j < (head + 1) * size; j++) {
            score += projected[t][j] * projected[s][width + j];
          }
          shares[s] = Math.exp(score / Math.sqrt(size));
        }
        double sum = Arrays.stream(shares).sum();
        for (int s = 0; s < x.length; s++) {
          for (int j = head * size; j < (head + 1) * size; j++) {
            context[t][j] += shares[s] / sum * projected[s][2 * width + j];
          }
        }
      }
    }
    double[][] out = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      double[] u = norm(placed, 8, plus(x[t], linear(placed, 2, context[t])));
      double[] inner = activate(linear(placed, 4, u), Activation.RELU);
      out[t] = norm(placed, 10, plus(u, linear(placed, 6, inner)));
    }
    return out;
  }

  private double[] norm(PlacedLayer placed, int tensor, double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double[] scale = numbers(placed, tensor);
    double[] shift = numbers(placed, tensor + 1);
    double[] out = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      out[j] = (x[j] - mean) / Math.sqrt(variance + 1e-5) * scale[j] + shift[j];
    }
    return out;
  }

  private double[] linear(PlacedLayer placed, int tensor, double[] x) {
    return plus(product(placed, tensor, x), numbers(placed, tensor + 1));
  }

  private double[] product(PlacedLayer placed, int tensor, double[] x) {
    double[] matrix = numbers(placed, tensor);
    double[] out = new double[matrix.length / x.length];
    for (int row = 0; row < out.length; row++) {
      for (int k = 0; k < x.length; k++) {
        out[row] += matrix[row * x.length + k] * x[k];
      }
    }
    return out;
  }

  private double[] numbers(PlacedLayer placed, int tensor) {
    List<TensorShape> tensors = placed.tensors();
    float[] values = weights.tensor(tensors.get(tensor).name()).toArray();
    double[] numbers = new double[values.length];
    Arrays.setAll(numbers, i -> values[i]);
    return numbers;
  }

  private static double[] plus(double[] a, double[] b) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, i -> a[i] + b[i]);
    return sum;
  }

  private static double[] activate(double[] x, Activation activation) {
    DoubleUnaryOperator function =
        switch (activation) {
          case IDENTITY -> v -> v;
          case RELU -> v -> v > 0 ? v : 0;
          case TANH -> Math::tanh;
        };
    return Arrays.stream(x).map(function).toArray();
  }

  private static double[][] each(
      double[][] rows, java.util.function.UnaryOperator<double[]> function) {
    return Arrays.stream(rows).map(function).toArray(double[][]::new);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
