package dev.gridcast.trainer.work;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What comes after the last row, as a model sees it.
 *
 * @param time the last row's time plus one step
 * @param values the forecast of each label in price units, in the labels' order
 */
public record CandleForecast(Instant time, Map<String, Double> values) {
  public CandleForecast {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
