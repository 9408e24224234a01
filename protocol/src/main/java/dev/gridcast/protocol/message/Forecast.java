package dev.gridcast.protocol.message;

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
    Checks.atLeast("caseIndex", caseIndex, 0);
    Checks.line("volunteer", volunteer, 1, Limits.MAX_VOLUNTEER_NAME);
    Checks.line("asset", asset, 0, Limits.MAX_NAME);
    Checks.line("timeframe", timeframe, 0, Limits.MAX_NAME);
    Checks.instant("time", time);
    values = Checks.map("values", values, Limits.MAX_LABELS);
    values.forEach((label, value) -> Checks.finite("the forecast of " + label, value));
    Checks.finiteNotNegative("rmse", rmse);
    Checks.finite("skill", skill);
  }
}
