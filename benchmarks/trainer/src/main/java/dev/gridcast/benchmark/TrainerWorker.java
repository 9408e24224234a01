package dev.gridcast.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.TrainingEngine;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.engine.dl4j.Dl4jEngine;
import dev.gridcast.trainer.engine.vector.VectorEngine;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.sample.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * One engine in a process of its own, which measures when it is told to: orders come in on stdin,
 * answers go out on stdout behind {@code "= "}. {@code benchmarks/trainer_torch.py} is the same for
 * PyTorch.
 */
final class TrainerWorker {

  private static final double LEARNING_RATE = 1e-3;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final TrainingEngine engine;
  private final Map<String, Fit> fits = new HashMap<>();

  private TrainerWorker(TrainingEngine engine) {
    this.engine = engine;
  }

  /** A network and what it is fitted on. */
  private record Fit(EngineNetwork network, Samples samples) {}

  /**
   * Obeys until stdin ends.
   *
   * @param args the engine's name
   */
  public static void main(String[] args) throws IOException, EngineUnavailableException {
    TrainerWorker worker = new TrainerWorker(open(args[0]));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println("= " + worker.engine.name() + " " + worker.engine.version());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println("= " + worker.obey(line.split(" ", -1)));
    }
  }

  private static TrainingEngine open(String name) throws EngineUnavailableException {
    return switch (name) {
      case "vector" -> new VectorEngine();
      case "dl4j" -> Dl4jEngine.open();
      default -> throw new IllegalArgumentException("no engine " + name);
    };
  }

  private String obey(String[] order) {
    return switch (order[0]) {
      case "shape" -> {
        Shape shape =
            new Shape(
                order[1],
                Integer.parseInt(order[2]),
                Integer.parseInt(order[3]),
                Integer.parseInt(order[4]),
                Integer.parseInt(order[5]));
        fits.put(shape.name(), fit(shape, Integer.parseInt(order[6])));
        yield "ready";
      }
      case "fit" -> measure(order[1], Double.parseDouble(order[2]));
      case "sgemm" -> sgemm(Double.parseDouble(order[1]));
      default -> throw new IllegalArgumentException(String.join(" ", order));
    };
  }

  private Fit fit(Shape shape, int windows) {
    Architecture architecture =
        Architecture.lstm(shape.features(), shape.lags(), shape.units(), Shape.OUTPUTS);
    EngineNetwork network =
        engine.build(
            InitialWeights.of(architecture, 1), TrainingOptions.of(shape.batch(), Loss.MSE));
    return new Fit(network, samples(shape, windows));
  }

  /** Windows over a wandering series, the targets being the row after each window. */
  private static Samples samples(Shape shape, int windows) {
    Random random = new Random(7);
    float[][] rows = new float[windows + shape.lags()][shape.features()];
    double[] state = new double[shape.features()];
    for (int row = 0; row < rows.length; row++) {
      for (int feature = 0; feature < state.length; feature++) {
        state[feature] = 0.98 * state[feature] + 0.2 * random.nextGaussian();
        rows[row][feature] = (float) (state[feature] + 0.3 * Math.sin(row * 0.01 * (feature + 1)));
      }
    }
    int width = shape.lags() * shape.features();
    float[] inputs = new float[windows * width];
    float[] targets = new float[windows * Shape.OUTPUTS];
    int[] targetRows = new int[windows];
    for (int window = 0; window < windows; window++) {
      for (int lag = 0; lag < shape.lags(); lag++) {
        System.arraycopy(
            rows[window + lag],
            0,
            inputs,
            window * width + lag * shape.features(),
            shape.features());
      }
      targetRows[window] = window + shape.lags();
      System.arraycopy(rows[targetRows[window]], 0, targets, window * Shape.OUTPUTS, Shape.OUTPUTS);
    }
    return Samples.of(shape.lags(), shape.features(), Shape.OUTPUTS, inputs, targets, targetRows);
  }

  /** Whole epochs until the time is up. */
  private String measure(String shape, double seconds) {
    Fit fit = fits.get(shape);
    if (fit == null) {
      throw new IllegalArgumentException("no shape " + shape);
    }
    LearningRate rate = LearningRate.constant(LEARNING_RATE);
    long windows = 0;
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    long elapsed;
    double loss;
    do {
      loss = fit.network().fitEpoch(fit.samples(), rate);
      windows += fit.samples().count();
      elapsed = System.nanoTime() - start;
    } while (elapsed < seconds * 1e9);
    cpu = system.getProcessCpuTime() - cpu;
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException("the training of " + shape + " diverged: " + loss);
    }
    return windows + " " + elapsed / 1e9 + " " + cpu / 1e9;
  }

  /** Only where ND4J's OpenBLAS is loaded. */
  private String sgemm(double seconds) {
    Sgemm product = new Sgemm();
    long count = 0;
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    long elapsed;
    do {
      product.run();
      count++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < seconds * 1e9);
    cpu = system.getProcessCpuTime() - cpu;
    return count * Sgemm.FLOPS + " " + elapsed / 1e9 + " " + cpu / 1e9;
  }
}
