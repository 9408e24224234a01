package dev.gridcast.trainer.network;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Rows of numbers and texts by name: what a checkpoint holds. {@link Safetensors#writeTensors} and
 * {@link Safetensors#readTensors} keep them in a file.
 *
 * @param tensors rows of finite numbers by name, of which some may be empty; the arrays are not
 *     copied
 * @param metadata texts by name
 */
public record NamedTensors(Map<String, float[]> tensors, Map<String, String> metadata) {

  /** Most rows, and most texts. */
  public static final int MAX_NAMES = 4_096;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,200}");

  /**
   * @throws IllegalArgumentException when a name is not 1 to 200 letters, digits, dots, slashes,
   *     dashes and underscores, there are more than {@link #MAX_NAMES}, or a number is not finite
   */
  public NamedTensors {
    tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    checkNames("tensors", tensors);
    checkNames("texts", metadata);
    tensors.forEach(NamedTensors::checkFinite);
  }

  private static void checkNames(String what, Map<String, ?> map) {
    if (map.size() > MAX_NAMES) {
      throw new IllegalArgumentException("more than " + MAX_NAMES + " " + what + ": " + map.size());
    }
    for (String name : map.keySet()) {
      if (!isPlain(name) || name.equals(SafetensorsHeader.METADATA)) {
        throw new IllegalArgumentException(
            "not a name for a checkpoint: " + SafetensorsHeader.quote(name));
      }
    }
  }

  static boolean isPlain(String name) {
    return NAME.matcher(name).matches();
  }

  private static void checkFinite(String name, float[] numbers) {
    int bad = Weights.firstNotFinite(numbers);
    if (bad >= 0) {
      throw new IllegalArgumentException(
          "tensor " + name + " holds " + numbers[bad] + " at position " + bad);
    }
  }
}
