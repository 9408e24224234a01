package dev.gridcast.protocol.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a verified model says of the next candle.
 *
 * @param caseIndex the test case whose model it is
 * @param volunteer the name of the volunteer who trained it
 * @param asset what is forecast, for example {@code BTC}
 * @param timeframe the length of a candle, for example {@code 4h}
 * @param time when the forecast candle opens, ISO-8601 UTC
 * @param values label to forecast value, in price units
 * @param rmse error on the confirmation range, in price units
 * @param skill 1 - rmse / rmse of persistence; negative when persistence is better
 */
public record Forecast(
    long caseIndex,
    String volunteer,
    String asset,
    String timeframe,
    String time,
    Map<String, Double> values,
    double rmse,
    double skill) {

  public Forecast {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
