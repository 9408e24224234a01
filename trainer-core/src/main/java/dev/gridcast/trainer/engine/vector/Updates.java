package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.engine.Optimizer;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.kernel.Kernels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the optimiser remembers, and its steps. */
final class Updates {

  private static final String MEAN = "mean.";
  private static final String SQUARE = "square.";

  private final Kernels kernels;
  private final Parameters parameters;
  private final Optimizer optimizer;
  private final double clip;

  /** The running mean of the gradient; of length 0 where the optimiser has none. */
  private final float[] mean;

  /** The running mean of its square. */
  private final float[] square;

  /** Steps taken. */
  private long step;

  Updates(Kernels kernels, Parameters parameters, TrainingOptions options) {
    this.kernels = kernels;
    this.parameters = parameters;
    this.optimizer = options.optimizer();
    this.clip = options.clip();
    this.mean = new float[optimizer == Optimizer.ADAM ? parameters.size() : 0];
    this.square = new float[parameters.size()];
  }

  long step() {
    return step;
  }

  /** Changes the parameters by their gradients. */
  void apply(double rate) {
    if (clip > 0) {
      clip();
    }
    step++;
    switch (optimizer) {
      case ADAM ->
          kernels.adam(
              parameters.size(),
              parameters.values,
              parameters.gradients,
              mean,
              square,
              (float) (rate * correction(step)));
      case RMSPROP ->
          kernels.rmsProp(
              parameters.size(), parameters.values, parameters.gradients, square, (float) rate);
    }
  }

  /** See {@link Optimizer#ADAM}. StrictMath, since Math.pow may differ between JVMs. */
  private static double correction(long step) {
    double t = (double) step;
    return StrictMath.sqrt(1 - StrictMath.pow(0.999, t)) / (1 - StrictMath.pow(0.9, t));
  }

  private void clip() {
    float[] gradients = parameters.gradients;
    double norm = StrictMath.sqrt(sumOfSquares(gradients));
    if (norm > clip) {
      float factor = (float) (clip / norm);
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] *= factor;
      }
    }
  }

  /** Four sums side by side, since each addition waits for the one before; an order of its own. */
  private static double sumOfSquares(float[] x) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = 0; i + 4 <= x.length; i += 4) { // A multiple of Kernels.LANES.
      a += (double) x[i] * x[i];
      b += (double) x[i + 1] * x[i + 1];
      c += (double) x[i + 2] * x[i + 2];
      d += (double) x[i + 3] * x[i + 3];
    }
    return a + b + (c + d);
  }

  /** Forgets everything. */
  void reset() {
    Arrays.fill(mean, 0);
    Arrays.fill(square, 0);
    step = 0;
  }

  /** The memory by name, tensor by tensor, as the model file orders their numbers. */
  Map<String, float[]> export() {
    Map<String, float[]> state = new LinkedHashMap<>();
    if (mean.length > 0) {
      parameters.gather(mean).forEach((name, values) -> state.put(MEAN + name, values));
    }
    parameters.gather(square).forEach((name, values) -> state.put(SQUARE + name, values));
    return state;
  }

  /**
   * Goes on from there.
   *
   * @throws IllegalArgumentException when the state is not of this network and optimiser; nothing
   *     has changed then
   */
  void load(Map<String, float[]> state, long steps) {
    check(state, steps);
    for (Slot slot : parameters.slots()) {
      String name = slot.shape().name();
      float[] means = state.get(MEAN + name);
      if (means != null) {
        slot.scatter(means, mean);
      }
      slot.scatter(required(state, SQUARE + name), square);
    }
    step = steps;
  }

  private void check(Map<String, float[]> state, long steps) {
    Map<String, float[]> mine = export();
    if (steps < 0 || !state.keySet().equals(mine.keySet())) {
      throw new IllegalArgumentException(
          "this is no state of "
              + optimizer
              + " after a number of steps: "
              + steps
              + " steps, "
              + state.keySet());
    }
    mine.forEach(
        (name, values) -> {
          int found = required(state, name).length;
          if (found != values.length) {
            throw new IllegalArgumentException(
                name + " must have " + values.length + " numbers: " + found);
          }
        });
  }

  private static float[] required(Map<String, float[]> state, String name) {
    float[] values = state.get(name);
    if (values == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return values;
  }
}
