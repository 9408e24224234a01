package dev.gridcast.trainer.engine.vector;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.LearningRate;
import dev.gridcast.trainer.engine.Loss;
import dev.gridcast.trainer.engine.Optimizer;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.kernel.Kernels;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.ForwardPass;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.SeededRandom;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.sample.Samples;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A program that computes the same numbers wherever it runs, and prints one hash for each piece of
 * work; {@link SameBitsIT} runs it on every kind of JVM.
 */
final class SameBits {

  /** How a line with the description of the kernels begins. */
  static final String KERNELS = "kernels: ";

  /** No multiple of any batch: the last one of an epoch is shorter. */
  private static final int WINDOWS = 111;

  /** Enough of them for all that matters to be compiled. */
  private static final int EPOCHS = 40;

  private SameBits() {}

  /**
   * Prints.
   *
   * @param args {@code tiny} for a little work only, for JVMs that are very slow
   */
  public static void main(String[] args) {
    boolean tiny = args.length > 0 && args[0].equals("tiny");
    System.out.println(KERNELS + Kernels.best().describe());
    (tiny ? tiny() : all()).forEach((name, hash) -> System.out.println(name + " " + hash));
  }

  static Map<String, String> all() {
    Map<String, String> hashes = new LinkedHashMap<>();
    // Often enough to be compiled.
    hashes.put("kernels", kernels(37, 61, 45, 200));
    hashes.put(
        "lstm",
        trained(
            EPOCHS,
            Template.LSTM.architecture(Map.of(TemplateParameter.UNITS, 50.0), 5, 10, 2),
            new TrainingOptions(32, Optimizer.ADAM, Loss.MSE, 1, 0, 1),
            LearningRate.constant(0.003)));
    hashes.put(
        "lstm-stacked",
        trained(
            EPOCHS,
            Template.LSTM.architecture(
                Map.of(TemplateParameter.UNITS, 13.0, TemplateParameter.LAYERS, 2.0), 3, 7, 3),
            new TrainingOptions(24, Optimizer.RMSPROP, Loss.MAE, 1, 0.5, 2),
            LearningRate.inverseTime(0.003, 10, 0.15)));
    hashes.put(
        "gru",
        trained(
            EPOCHS,
            Template.GRU.architecture(shape(19, 2, 0.2), 4, 6, 1),
            new TrainingOptions(17, Optimizer.ADAM, Loss.HUBER, 0.3, 0, 3),
            LearningRate.constant(0.003)));
    hashes.put(
        "dnn",
        trained(
            EPOCHS,
            Template.DNN.architecture(shape(33, 3, 0.2), 2, 9, 5),
            new TrainingOptions(40, Optimizer.ADAM, Loss.MSE, 1, 1, 4),
            LearningRate.constant(0.003)));
    hashes.put("judge", judged(60));
    return hashes;
  }

  static Map<String, String> tiny() {
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put("tiny-kernels", kernels(3, 5, 7, 1));
    hashes.put(
        "tiny-lstm",
        trained(
            1,
            Template.LSTM.architecture(Map.of(TemplateParameter.UNITS, 3.0), 2, 3, 1),
            new TrainingOptions(40, Optimizer.ADAM, Loss.MSE, 1, 0, 5),
            LearningRate.constant(0.003)));
    hashes.put("tiny-judge", judged(1));
    return hashes;
  }

  private static Map<TemplateParameter, Double> shape(double units, double layers, double dropout) {
    return Map.of(
        TemplateParameter.UNITS,
        units,
        TemplateParameter.LAYERS,
        layers,
        TemplateParameter.DROPOUT,
        dropout);
  }

  /** The answers of every template's network, as a server judges by. */
  private static String judged(int times) {
    MessageDigest digest = sha256();
    for (Template template : Template.values()) {
      if (template.fitting() == Template.Fitting.NONE) {
        continue;
      }
      Architecture architecture = template.architecture(Map.of(), 3, 11, 2);
      ForwardPass pass = ForwardPass.of(InitialWeights.of(architecture, 1));
      SeededRandom random = new SeededRandom(2);
      for (int time = 0; time < times; time++) {
        add(digest, pass.predict(numbers(random, 70 * 33)));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Products with no size that fits a register, rows apart and across, and both activations. */
  private static String kernels(int m, int n, int k, int times) {
    Kernels kernels = Kernels.best();
    SeededRandom random = new SeededRandom(1);
    float[] a = numbers(random, m * k);
    float[] b = numbers(random, k * n);
    float[] c = numbers(random, m * n);
    MessageDigest digest = sha256();
    for (int time = 0; time < times; time++) {
      kernels.gemm(m, n, k, a, 0, k, 1, b, 0, n, c, 0, n);
      add(digest, c);
      kernels.gemm(m, n, k, a, 0, 1, m, b, 0, n, c, 0, n);
      add(digest, c);
      kernels.affine(m, n, k, a, 0, k, 1, b, 0, n, b, 0, c, 0, n);
      add(digest, c);
      kernels.tanh(c, 0, m * n / 2);
      kernels.sigmoid(c, m * n / 2, m * n - m * n / 2);
      add(digest, c);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Weights, losses and forecasts. */
  private static String trained(
      int epochs, Architecture architecture, TrainingOptions options, LearningRate rate) {
    SeededRandom random = new SeededRandom(options.seed());
    int window = architecture.lags() * architecture.features();
    Samples samples =
        Samples.of(
            architecture.lags(),
            architecture.features(),
            architecture.outputs(),
            numbers(random, WINDOWS * window),
            numbers(random, WINDOWS * architecture.outputs()),
            new int[WINDOWS]);
    MessageDigest digest = sha256();
    try (EngineNetwork network =
        new VectorEngine().build(InitialWeights.of(architecture, options.seed()), options)) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        digest.update(
            ByteBuffer.allocate(Double.BYTES).putDouble(network.fitEpoch(samples, rate)).array());
      }
      network.exportWeights().tensors().forEach(tensor -> add(digest, tensor.toArray()));
      add(digest, network.predict(samples));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static float[] numbers(SeededRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 2 * random.nextFloat() - 1;
    }
    return numbers;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, float[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
    bytes.asFloatBuffer().put(numbers);
    digest.update(bytes.array());
  }
}
