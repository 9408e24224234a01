package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What every volunteer gets in return: the forecasts of the best verified models. */
final class Standings {

  /** Enough for a volunteer's screen, small enough for every answer. */
  private static final int HOW_MANY = 3;

  private final Store store;

  Standings(Store store) {
    this.store = store;
  }

  /** The best forecasts as of now, best first. */
  List<Forecast> best() {
    List<Forecast> forecasts = new ArrayList<>();
    for (CaseReport report : store.read(reader -> reader.best(HOW_MANY))) {
      Verification found = report.verification();
      if (found != null && !found.forecast().isEmpty()) {
        forecasts.add(forecast(report, found));
      }
    }
    return forecasts;
  }

  private static Forecast forecast(CaseReport report, Verification found) {
    Map<String, String> parameters = report.testCase().parameters();
    return new Forecast(
        report.testCase().index(),
        report.volunteerName(),
        parameters.getOrDefault("asset", ""),
        parameters.getOrDefault("timeframe", ""),
        found.forecast().get(0).time().toString(),
        found.forecast().get(0).values(),
        found.rmse(),
        found.skill().orElse(0));
  }
}
