package dev.gridcast.benchmark.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How figures are made and told: one a line, name, value, unit, better. */
final class Figures {

  private Figures() {}

  /** Tells a figure to whoever reads standard output. */
  static void tell(String name, double value, String unit, String better) {
    String text =
        value >= 1000
            ? String.valueOf(Math.round(value))
            : String.format(Locale.ROOT, "%.2f", value);
    System.out.printf("%s %s %s %s%n", name, text, unit, better);
    System.out.flush();
  }

  /** Tells a person what is going on. */
  static void note(String format, Object... values) {
    System.err.printf(Locale.ROOT, "  " + format + "%n", values);
  }

  static double median(List<Double> values) {
    return quantile(values.stream().mapToDouble(Double::doubleValue).toArray(), 0.5);
  }

  /** The value below which that share of all lies; between two, what lies in proportion. */
  static double quantile(double[] values, double share) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
