package dev.gridcast.trainer.engine.closed;

import dev.gridcast.trainer.network.Activation;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Layer;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Samples;
import java.util.List;
import java.util.Map;

/**
 * Ridge regression (Hoerl and Kennard 1970) on the scaled lags: the weights {@code w} and the
 * intercept {@code b} that make
 *
 * <pre>
 *   sum over samples of |y - w x - b|^2  +  ridge * |w|^2
 * </pre>
 *
 * <p>least, for each output by itself. The intercept is not held to 0: inputs and targets are taken
 * less their means, {@code w} solves {@code (X'X + ridge I) w = X'y} ({@link Cholesky}), and {@code
 * b} makes up for the means. The penalty is on the sum, not the mean, of squares, as in
 * scikit-learn's {@code Ridge}.
 *
 * <p>All in double and in fixed orders of summing: the same samples give the same bits on every
 * JVM.
 */
public final class RidgeRegression {

  /** Most inputs, lags times features: their equations take 64 MiB, and time with their cube. */
  public static final int MAX_INPUTS = 4_096;

  /** The number of its arithmetic, for provenance: the same version gives the same bits. */
  public static final String VERSION = "1";

  private RidgeRegression() {}

  /**
   * Says whether a linear model can be fitted to so many inputs.
   *
   * @throws IllegalArgumentException if there are none, or more than {@link #MAX_INPUTS}; the
   *     message is one line for the user
   */
  public static void requireSize(int lags, int features) {
    if (features < 1) {
      throw new IllegalArgumentException("a linear model needs at least one feature");
    }
    if ((long) lags * features > MAX_INPUTS) {
      throw new IllegalArgumentException(
          "a linear model of "
              + lags
              + " lags and "
              + features
              + " features has "
              + (long) lags * features
              + " inputs, more than "
              + MAX_INPUTS
              + "; use fewer lags or features");
    }
  }

  /**
   * Fits.
   *
   * @param samples windows with targets, at least one
   * @param architecture of the template {@code linear}: flatten, then dense
   * @param ridge how strongly the weights are held to 0; 0: not at all
   * @throws UnsolvableException when inputs are mixtures of each other and the ridge is too small
   *     to choose between them, or a weight does not fit a float
   * @throws IllegalArgumentException when samples and architecture do not agree, the ridge is
   *     negative or no number, or there are too many inputs
   */
  public static Weights fit(Samples samples, Architecture architecture, double ridge)
      throws UnsolvableException {
    requireSize(samples.lags(), samples.features());
    require(samples, architecture, ridge);
    NormalEquations equations = new NormalEquations(samples);
    double[] solutions = equations.cross();
    int inputs = samples.lags() * samples.features();
    Cholesky factor = factor(equations.gram(), samples, ridge);
    for (int output = 0; output < samples.outputs(); output++) {
      factor.solve(solutions, output * inputs);
    }
    float[] weights = new float[solutions.length];
    float[] biases = new float[samples.outputs()];
    for (int output = 0; output < biases.length; output++) {
      double bias = equations.targetMean(output);
      for (int input = 0; input < inputs; input++) {
        int at = output * inputs + input;
        weights[at] = narrow(solutions[at]);
        // Of the weight as it is kept: its rounding must not move the mean of the forecasts.
        bias -= weights[at] * equations.inputMean(input);
      }
      biases[output] = narrow(bias);
    }
    return Weights.of(architecture, Map.of("dense.weight", weights, "dense.bias", biases));
  }

  private static Cholesky factor(double[][] gram, Samples samples, double ridge)
      throws UnsolvableException {
    for (int i = 0; i < gram.length; i++) {
      gram[i][i] += ridge;
    }
    try {
      return Cholesky.of(gram);
    } catch (Cholesky.SingularException e) {
      int feature = e.column() % samples.features() + 1;
      int row = e.column() / samples.features() + 1;
      throw new UnsolvableException(
          "the linear model has no clear solution: feature "
              + feature
              + " in row "
              + row
              + " of the windows is constant or a mixture of other inputs, or its values are too"
              + " large; use a ridge above "
              + ridge
              + ", or leave that feature out");
    }
  }

  private static void require(Samples samples, Architecture architecture, double ridge) {
    List<Layer> linear =
        List.of(new Layer.Flatten(), new Layer.Dense(architecture.outputs(), Activation.IDENTITY));
    if (!architecture.layers().equals(linear)) {
      throw new IllegalArgumentException("not a linear model: " + architecture);
    }
    if (samples.lags() != architecture.lags()
        || samples.features() != architecture.features()
        || samples.outputs() != architecture.outputs()) {
      throw new IllegalArgumentException(
          "samples of "
              + samples.lags()
              + " x "
              + samples.features()
              + " -> "
              + samples.outputs()
              + " do not fit "
              + architecture);
    }
    if (!samples.hasTargets()) {
      throw new IllegalArgumentException("there is nothing to learn from");
    }
    if (!(ridge >= 0) || Double.isInfinite(ridge)) {
      throw new IllegalArgumentException("ridge must be a number of at least 0: " + ridge);
    }
  }

  private static float narrow(double value) throws UnsolvableException {
    float narrow = (float) value;
    if (!Float.isFinite(narrow)) {
      throw new UnsolvableException(
          "a weight of the linear model is " + value + ", which is no float; use a larger ridge");
    }
    return narrow;
  }
}
