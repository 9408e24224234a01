package dev.gridcast.trainer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The cells of an LSTM on the Vector API against plain Java, bit for bit, over whole arrays: what
 * lies between the rows must not be touched. That plain Java is right, the engine's gradient checks
 * say.
 */
class LstmKernelTest {

  /** All that a step reads and writes. */
  private static final class Cells {
    private final int windows;
    private final int units;
    private final int stride;
    private final int gateStride;
    private final int before;
    private final int after;
    private final float[] gates;
    private final float[] cells;
    private final float[] squashed;
    private final float[] hidden;
    private final float[] hiddenGradient;
    private final float[] cellGradient;

    Cells(int windows, int units, long seed) {
      Random random = new Random(seed);
      this.windows = windows;
      this.units = units;
      this.stride = units + random.nextInt(20);
      this.gateStride = 4 * units + random.nextInt(20);
      this.before = random.nextInt(5);
      this.after = before + windows * stride;
      this.gates = Floats.random(random, 3 + windows * gateStride);
      this.cells = Floats.random(random, after + windows * stride);
      this.squashed = Floats.random(random, 2 + windows * stride);
      this.hidden = Floats.random(random, 1 + windows * stride);
      this.hiddenGradient = Floats.random(random, 1 + windows * stride);
      this.cellGradient = Floats.random(random, windows * stride);
    }

    void step(Kernels kernels) {
      kernels.lstm(
          windows,
          units,
          gates,
          3,
          gateStride,
          cells,
          before,
          after,
          squashed,
          2,
          hidden,
          1,
          stride);
    }

    void gradient(Kernels kernels) {
      kernels.lstmGradient(
          windows,
          units,
          gates,
          3,
          gateStride,
          cells,
          before,
          squashed,
          2,
          hiddenGradient,
          1,
          cellGradient,
          stride);
    }
  }

  @Property(tries = 300)
  void aStepAndItsGradientHaveTheSameBits(
      @ForAll @IntRange(max = 5) int windows,
      @ForAll @IntRange(min = 1, max = 70) int units,
      @ForAll long seed) {
    Cells vector = new Cells(windows, units, seed);
    vector.step(Kernels.best());
    Cells scalar = new Cells(windows, units, seed);
    scalar.step(Kernels.scalar());
    assertSame(vector, scalar);

    vector.gradient(Kernels.best());
    scalar.gradient(Kernels.scalar());
    assertSame(vector, scalar);
  }

  private static void assertSame(Cells found, Cells expected) {
    assertThat(found.gates).isEqualTo(expected.gates);
    assertThat(found.cells).isEqualTo(expected.cells);
    assertThat(found.squashed).isEqualTo(expected.squashed);
    assertThat(found.hidden).isEqualTo(expected.hidden);
    assertThat(found.cellGradient).isEqualTo(expected.cellGradient);
  }
}
