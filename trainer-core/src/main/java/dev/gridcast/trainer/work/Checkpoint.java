package dev.gridcast.trainer.work;

import dev.gridcast.trainer.engine.EngineState;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.NamedTensors;
import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.SafetensorsException;
import dev.gridcast.trainer.network.Tensor;
import dev.gridcast.trainer.network.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a training needs to go on after an epoch as if it had never stopped. What it does not
 * hold follows from what it holds: the state of the schedule from the history, the figures of the
 * best epoch from its weights.
 *
 * <p>In the file, tensors are called {@code weights/NAME}, {@code best/NAME} and {@code
 * optimizer/NAME}, and a text holds the SHA-256 of all else: a damaged file is never resumed from.
 *
 * @param state of the engine
 * @param best the weights of the best epoch so far
 * @param bestEpoch its number
 * @param history every epoch so far, at least one
 * @param seconds that they took
 */
record Checkpoint(
    EngineState state,
    Weights best,
    int bestEpoch,
    List<ResultFile.EpochRecord> history,
    double seconds) {

  private static final String WEIGHTS = "weights/";
  private static final String BEST = "best/";
  private static final String OPTIMIZER = "optimizer/";
  private static final String SHA_256 = "sha256";
  private static final String FORMAT = "1";
  private static final int HEX = 16;

  Checkpoint {
    history = List.copyOf(history);
  }

  /**
   * What a checkpoint is good for: nothing else but going on with the same case, the same data and
   * the same engine.
   *
   * @param parametersSha256 of the canonical parameters
   * @param datasetSha256 of the series' bytes
   * @param engine its name
   * @param engineVersion and version
   */
  record Binding(
      String parametersSha256, String datasetSha256, String engine, String engineVersion) {

    private Map<String, String> texts() {
      Map<String, String> texts = new TreeMap<>();
      texts.put("format", FORMAT);
      texts.put("parametersSha256", parametersSha256);
      texts.put("datasetSha256", datasetSha256);
      texts.put("engine", engine);
      texts.put("engineVersion", engineVersion);
      return texts;
    }
  }

  /** A file cannot be resumed from; the message says why. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }

  /**
   * The bytes of its file.
   *
   * @throws IllegalArgumentException when the engine's state holds a number that is not finite
   */
  byte[] toBytes(Binding binding) {
    Map<String, float[]> tensors = new TreeMap<>();
    put(tensors, WEIGHTS, state.weights());
    put(tensors, BEST, best);
    state.optimizer().forEach((name, values) -> tensors.put(OPTIMIZER + name, values));
    Map<String, String> texts = binding.texts();
    texts.put("step", String.valueOf(state.step()));
    texts.put("bestEpoch", String.valueOf(bestEpoch));
    texts.put("seconds", hex(seconds));
    StringBuilder epochs = new StringBuilder();
    for (ResultFile.EpochRecord epoch : history) {
      epochs
          .append(hex(epoch.trainingLoss()))
          .append(hex(epoch.validationRmse()))
          .append(hex(epoch.learningRate().orElse(Double.NaN)));
    }
    texts.put("history", epochs.toString());
    texts.put(SHA_256, Machine.sha256(Safetensors.writeTensors(tensors, texts)));
    return Safetensors.writeTensors(tensors, texts);
  }

  private static void put(Map<String, float[]> tensors, String prefix, Weights weights) {
    for (Tensor tensor : weights.tensors()) {
      tensors.put(prefix + tensor.shape().name(), tensor.toArray());
    }
  }

  /** Most bytes that the checkpoint of such a network has. */
  static long maxBytes(Architecture architecture) {
    // Weights, the best ones, and an optimiser's memory: two numbers per weight, padded.
    return 8L * Float.BYTES * architecture.parameters() + 4 * 1024 * 1024;
  }

  /**
   * Reads a file.
   *
   * @param epochs most that it may have
   * @throws UnusableException when it is damaged, or of another case, dataset or engine
   */
  static Checkpoint parse(byte[] bytes, Binding binding, Architecture architecture, int epochs)
      throws UnusableException {
    try {
      NamedTensors named = Safetensors.readTensors(bytes, maxBytes(architecture));
      Map<String, String> texts = new TreeMap<>(named.metadata());
      String sum = texts.remove(SHA_256);
      if (sum == null
          || !sum.equals(Machine.sha256(Safetensors.writeTensors(named.tensors(), texts)))) {
        throw new UnusableException("it is damaged: its checksum is wrong");
      }
      for (Map.Entry<String, String> bound : binding.texts().entrySet()) {
        String found = texts.get(bound.getKey());
        if (!bound.getValue().equals(found)) {
          throw new UnusableException(
              "it is of another case: its " + bound.getKey() + " is " + found);
        }
      }
      return checkpoint(named, texts, architecture, epochs);
    } catch (SafetensorsException | IllegalArgumentException e) {
      // Numbers that are none among them.
      throw new UnusableException("it is damaged: " + e.getMessage());
    }
  }

  private static Checkpoint checkpoint(
      NamedTensors named, Map<String, String> texts, Architecture architecture, int epochs)
      throws UnusableException {
    List<ResultFile.EpochRecord> history = new ArrayList<>();
    String numbers = texts.getOrDefault("history", "");
    for (int at = 0; at < numbers.length(); at += 3 * HEX) {
      history.add(
          ResultFile.EpochRecord.of(
              history.size() + 1,
              number(numbers.substring(at, at + HEX)),
              number(numbers.substring(at + HEX, at + 2 * HEX)),
              number(numbers.substring(at + 2 * HEX, at + 3 * HEX))));
    }
    int bestEpoch = Integer.parseInt(texts.getOrDefault("bestEpoch", ""));
    if (history.isEmpty()
        || history.size() > epochs
        || bestEpoch < 1
        || bestEpoch > history.size()) {
      throw new UnusableException("its epochs are not those of the case");
    }
    EngineState state =
        new EngineState(
            Weights.of(architecture, part(named, WEIGHTS)),
            part(named, OPTIMIZER),
            Long.parseLong(texts.getOrDefault("step", "")));
    return new Checkpoint(
        state,
        Weights.of(architecture, part(named, BEST)),
        bestEpoch,
        history,
        number(texts.getOrDefault("seconds", "")));
  }

  private static Map<String, float[]> part(NamedTensors named, String prefix) {
    Map<String, float[]> part = new HashMap<>();
    named
        .tensors()
        .forEach(
            (name, values) -> {
              if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), values);
              }
            });
    return part;
  }

  /** All bits of a number. */
  private static String hex(double number) {
    return String.format("%016x", Double.doubleToRawLongBits(number));
  }

  private static double number(String hex) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(hex, HEX));
  }
}
