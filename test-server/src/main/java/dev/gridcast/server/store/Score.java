package dev.gridcast.server.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The errors of a forecast over a range of time.
 *
 * @param rmse root mean squared error pooled over all rows and labels, in price units
 * @param directionalAccuracy share of moves whose direction was right, 0 to 1; empty when nothing
 *     moved
 * @param perLabel label to its errors, in the order of the labels
 */
public record Score(
    double rmse, OptionalDouble directionalAccuracy, Map<String, LabelScore> perLabel) {

  public Score {
    Finite.require("rmse", rmse);
    directionalAccuracy.ifPresent(share -> Finite.require("directional accuracy", share));
    perLabel = Collections.unmodifiableMap(new LinkedHashMap<>(perLabel));
  }
}
