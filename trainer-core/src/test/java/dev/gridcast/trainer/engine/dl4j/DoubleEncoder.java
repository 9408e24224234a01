package dev.gridcast.trainer.engine.dl4j;

import java.util.Arrays;

/** A transformer's block in doubles, for {@link DoubleNetwork}. */
final class DoubleEncoder {

  private DoubleEncoder() {}

  /**
   * @param w in_proj weight and bias, out_proj, linear1, linear2, norm1, norm2 likewise
   */
  static double[][] apply(double[][] w, int heads, double[][] x) {
    int steps = x.length;
    double[][] y = new double[steps][];
    double[][] mixed = attention(w, heads, x);
    for (int t = 0; t < steps; t++) {
      double[] a = norm(sum(x[t], DoubleNetwork.linear(w[2], w[3], mixed[t])), w[8], w[9]);
      double[] inner = DoubleNetwork.linear(w[4], w[5], a);
      for (int j = 0; j < inner.length; j++) {
        inner[j] = Math.max(0, inner[j]);
      }
      y[t] = norm(sum(a, DoubleNetwork.linear(w[6], w[7], inner)), w[10], w[11]);
    }
    return y;
  }

  private static double[][] attention(double[][] w, int heads, double[][] x) {
    int width = x[0].length;
    int size = width / heads;
    double[][] projected = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      projected[t] = DoubleNetwork.linear(w[0], w[1], x[t]);
    }
    double[][] mixed = new double[x.length][width];
    for (int head = 0; head < heads; head++) {
      for (int t = 0; t < x.length; t++) {
        double[] share = new double[x.length];
        for (int s = 0; s < x.length; s++) {
          double score = 0;
          for (int j = head * size; j < (head + 1) * size; j++) {
            score += projected[t][j] * projected[s][width + j];
          }
          share[s] = Math.exp(score / Math.sqrt(size));
        }
        double total = Arrays.stream(share).sum();
        for (int s = 0; s < x.length; s++) {
          for (int j = head * size; j < (head + 1) * size; j++) {
            mixed[t][j] += share[s] / total * projected[s][2 * width + j];
          }
        }
      }
    }
    return mixed;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }

  private static double[] norm(double[] x, double[] scale, double[] shift) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (x[i] - mean) / Math.sqrt(variance + 1e-5) * scale[i] + shift[i];
    }
    return y;
  }
}
