package dev.gridcast.server.web;

import dev.gridcast.server.insight.Forecasts;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /forecasts}: what the best models say, and how that turned out before. */
final class ForecastRoutes implements Routes {

  private static final int BEST = 5;
  private static final int MOST = 10;

  private final Forecasts forecasts;

  ForecastRoutes(Forecasts forecasts) {
    this.forecasts = forecasts;
  }

  @Override
  public void register(Router router) {
    router.get("/forecasts", Right.CONFIRMATION, this::best);
  }

  private void best(Context context) {
    Query query = Query.of(context, "limit");
    Forecasts.Answer found = forecasts.best((int) query.number("limit", 1, MOST, BEST));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("series", found.series());
    answer.put("models", found.models().stream().map(ForecastRoutes::model).toList());
    answer.put("note", found.note());
    Json.answer(context, answer);
  }

  private static Map<String, Object> model(Forecasts.Model model) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("rank", model.rank());
    told.put("case", model.testCase());
    told.put("model", model.model());
    told.put("volunteer", model.volunteer());
    told.put("rmse", model.rmse());
    put(told, "skill", model.skill());
    told.put("forecast", model.forecast());
    Forecasts.TurnedOut past = model.turnedOut();
    put(told, "turnedOut", past == null ? null : turnedOut(past));
    return told;
  }

  private static Map<String, Object> turnedOut(Forecasts.TurnedOut past) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("n", past.n());
    told.put("rmse", past.rmse());
    told.put("persistenceRmse", past.persistenceRmse());
    put(told, "skill", past.skill());
    put(told, "directionRight", past.directionRight());
    put(told, "inside50", past.inside50());
    put(told, "inside90", past.inside90());
    List<Map<String, Object>> recent = new ArrayList<>();
    for (Forecasts.Past row : past.recent()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("time", row.time());
      values.putAll(row.values());
      recent.add(values);
    }
    told.put("recent", recent);
    return told;
  }

  private static void put(Map<String, Object> told, String name, @Nullable Object value) {
    if (value != null) {
      told.put(name, value);
    }
  }
}
