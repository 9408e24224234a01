package dev.gridcast.server.store;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a verified model says of the row after the last one.
 *
 * @param time when the forecast row opens
 * @param values label to forecast value, in price units, in the order of the labels
 */
public record NextCandle(Instant time, Map<String, Double> values) {

  public NextCandle {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    values.forEach((label, value) -> Finite.require("forecast of " + label, value));
  }
}
