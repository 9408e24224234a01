package dev.gridcast.trainer.evaluate;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Maps of figures: only finite numbers, in one order. */
final class Figures {
  private Figures() {}

  /** An unmodifiable copy in the order of {@link Metric}. */
  static Map<Metric, Double> checked(Map<Metric, Double> values, Metric... needed) {
    Map<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(values);
    for (Metric metric : needed) {
      if (!copy.containsKey(metric)) {
        throw new IllegalArgumentException(metric.key() + " is missing among " + copy.keySet());
      }
    }
    copy.forEach(
        (metric, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(metric.key() + " is no number: " + value);
          }
        });
    return Collections.unmodifiableMap(copy);
  }

  static OptionalDouble value(Map<Metric, Double> values, Metric metric) {
    Double value = values.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
