package dev.gridcast.trainer.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.Optimizer;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FlatOptimizerTest {

  private static final float[] GRADIENT = {0.3f, -1e-4f, 2, 0, 1e-7f, -40};

  @BeforeAll
  static void loadTheNativeLibrary() throws EngineUnavailableException {
    Dl4jEngine.open();
  }

  @Test
  void adamIsThatOfItsPaper() {
    double[] m = new double[GRADIENT.length];
    double[] v = new double[GRADIENT.length];
    try (FlatOptimizer optimizer = new FlatOptimizer(Optimizer.ADAM, 0, GRADIENT.length)) {
      for (int t = 1; t <= 50; t++) {
        float[] moved = step(optimizer, 1 + 0.01 * t, 0.01, t - 1);
        double rate = 0.01 * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
        for (int i = 0; i < moved.length; i++) {
          double g = (1 + 0.01 * t) * GRADIENT[i];
          m[i] = 0.9 * m[i] + 0.1 * g;
          v[i] = 0.999 * v[i] + 0.001 * g * g;
          double expected = -rate * m[i] / (Math.sqrt(v[i]) + 1e-8);
          assertThat((double) moved[i]).isEqualTo(expected, within(Math.abs(expected) * 3e-5));
        }
      }
    }
  }

  @Test
  void rmsPropIsThatOfItsLecture() {
    double[] v = new double[GRADIENT.length];
    try (FlatOptimizer optimizer = new FlatOptimizer(Optimizer.RMSPROP, 0, GRADIENT.length)) {
      for (int t = 1; t <= 50; t++) {
        float[] moved = step(optimizer, 1 + 0.01 * t, 0.01, t - 1);
        for (int i = 0; i < moved.length; i++) {
          double g = (1 + 0.01 * t) * GRADIENT[i];
          v[i] = 0.9 * v[i] + 0.1 * g * g;
          double expected = -0.01 * g / (Math.sqrt(v[i]) + 1e-8);
          assertThat((double) moved[i]).isEqualTo(expected, within(Math.abs(expected) * 1e-5));
        }
      }
    }
  }

  @Test
  void aLargerGradientIsScaledToTheLargestNormAndASmallerOneLeft() {
    // The first step of RMSprop has v = 0.1 g^2: its memory tells what was left of the gradient.
    double norm = Math.sqrt(0.3 * 0.3 + 1e-8 + 4 + 1600);
    assertThat(squares(2)[5]).isEqualTo((float) (0.1 * Math.pow(40 * 2 / norm, 2)), within(1e-5f));
    assertThat(squares(2)[0]).isEqualTo((float) (0.1 * Math.pow(0.3 * 2 / norm, 2)), within(1e-9f));
    assertThat(squares(39)[5])
        .isEqualTo((float) (0.1 * Math.pow(40 * 39 / norm, 2)), within(1e-3f));
    assertThat(squares(norm + 0.01)).isEqualTo(squares(0));
    assertThat(squares(0)[5]).isEqualTo(160, within(1e-3f));
  }

  private static float[] squares(double clip) {
    try (FlatOptimizer optimizer = new FlatOptimizer(Optimizer.RMSPROP, clip, GRADIENT.length)) {
      step(optimizer, 1, 0.01, 0);
      return optimizer.export().values().iterator().next();
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnFromItsMemoryToTheSameBitsAndFromNoneAsAtFirst(Optimizer kind) {
    try (FlatOptimizer straight = new FlatOptimizer(kind, 3, GRADIENT.length);
        FlatOptimizer resumed = new FlatOptimizer(kind, 3, GRADIENT.length)) {
      float[] first = step(straight, 1, 0.1, 0);
      resumed.restore(straight.export());
      assertThat(step(resumed, 2, 0.1, 1)).isEqualTo(step(straight, 2, 0.1, 1));
      resumed.reset();
      assertThat(step(resumed, 1, 0.1, 0)).isEqualTo(first);
    }
  }

  @Test
  void refusesTheMemoryOfAnother() {
    try (FlatOptimizer adam = new FlatOptimizer(Optimizer.ADAM, 0, 3);
        FlatOptimizer larger = new FlatOptimizer(Optimizer.ADAM, 0, 4);
        FlatOptimizer rmsProp = new FlatOptimizer(Optimizer.RMSPROP, 0, 3)) {
      assertThatThrownBy(() -> adam.restore(rmsProp.export()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another engine or optimiser")
          .hasMessageContaining("dl4j.rmsprop.v");
      assertThatThrownBy(() -> adam.restore(larger.export()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has 4 numbers, not 3");
      assertThatThrownBy(() -> adam.restore(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** How far weights of 0 move. */
  private static float[] step(FlatOptimizer optimizer, double times, double rate, long step) {
    try (INDArray weights = Nd4j.zeros(1, GRADIENT.length);
        INDArray gradient = Nd4j.createFromArray(GRADIENT).muli(times)) {
      optimizer.step(weights, gradient, rate, step);
      return weights.data().asFloat();
    }
  }
}
