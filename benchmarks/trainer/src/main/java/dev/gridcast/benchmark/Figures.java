package dev.gridcast.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What was measured, as {@code --json} prints it. */
final class Figures {

  private final List<String> objects = new ArrayList<>();

  /**
   * One more figure.
   *
   * @param better {@code higher} or {@code lower}
   */
  void add(String name, double value, String unit, String better) {
    objects.add(
        String.format(
            Locale.ROOT,
            "  {\"name\": \"%s\", \"value\": %s, \"unit\": \"%s\", \"better\": \"%s\"}",
            name,
            rounded(value),
            unit,
            better));
  }

  /** An array. */
  String toJson() {
    return "[\n" + String.join(",\n", objects) + "\n]";
  }

  /** Four digits that count: more would be noise. */
  static String rounded(double value) {
    int decimals = value == 0 ? 0 : Math.max(0, 3 - (int) Math.floor(Math.log10(Math.abs(value))));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** The middle one, or the mean of the two in the middle. */
  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
