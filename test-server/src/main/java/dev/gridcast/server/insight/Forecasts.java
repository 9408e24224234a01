package dev.gridcast.server.insight;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.NextCandle;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Verification;
import dev.gridcast.trainer.work.RangeForecasts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the best verified models say of the rows to come, with error bands, and how their forecasts
 * of the confirmation range turned out. Holds prices of that range: not for strangers. Safe for
 * many threads.
 */
public final class Forecasts {

  private static final int RECENT = 120;

  /** Rows that bands need to mean anything. */
  private static final int LEAST_ROWS = 40;

  private static final String NOTE =
      "Bands are a forecast plus the quantiles of that model's own errors on the confirmation"
          + " range, as shares of their forecasts: half of them lie in the inner band, nine tenths in"
          + " the outer one. How often"
          + " bands held is told honestly: bands from the older half of the range, counted on the"
          + " newer half. The models were ranked on the same range, so the best of many look better"
          + " there than they are.";

  private final Experiment experiment;
  private final Store store;
  private final StoredModels models;

  /** Of the models behind some cards. */
  public Forecasts(Experiment experiment, Store store, ModelCards cards) {
    this.experiment = experiment;
    this.store = store;
    this.models = cards.models();
  }

  /**
   * The forecasts.
   *
   * @param series what is forecast
   * @param models the best first
   * @param note what the figures mean, for people
   */
  public record Answer(Series series, List<Model> models, String note) {

    public Answer {
      models = List.copyOf(models);
    }
  }

  /**
   * What is forecast.
   *
   * @param asset its name; null where the experiment names none
   * @param timeframe step from row to row, like {@code 4h}
   * @param lastTime when the last known row opened
   */
  public record Series(@Nullable String asset, String timeframe, Instant lastTime) {}

  /**
   * One model.
   *
   * @param rank place on the leaderboard, from 1
   * @param testCase the case
   * @param model the kind of forecaster
   * @param volunteer the name of who trained it
   * @param rmse on the confirmation range, in price units
   * @param skill against persistence
   * @param forecast of the rows to come, the next one first; empty where a gap leaves nothing to
   *     look at
   * @param turnedOut how it did on the confirmation range; null where its model cannot be run
   */
  public record Model(
      long rank,
      long testCase,
      String model,
      String volunteer,
      double rmse,
      @Nullable Double skill,
      List<Row> forecast,
      @Nullable TurnedOut turnedOut) {}

  /**
   * A row to come.
   *
   * @param time when it opens
   * @param values by label
   */
  public record Row(Instant time, Map<String, Value> values) {}

  /**
   * A forecast with its bands, in price units; those are null where they are not known.
   *
   * @param value the forecast
   * @param p05 a twentieth of what comes should lie below
   * @param p25 a quarter should lie below
   * @param p75 a quarter should lie above
   * @param p95 a twentieth should lie above
   */
  public record Value(
      double value,
      @Nullable Double p05,
      @Nullable Double p25,
      @Nullable Double p75,
      @Nullable Double p95) {}

  /**
   * How forecasts turned out.
   *
   * @param n rows that were forecast
   * @param rmse of the model
   * @param persistenceRmse of persistence
   * @param skill of the model
   * @param directionRight share of moves whose direction was right
   * @param inside50 share of what came inside the inner band, 0.5 if the bands are right; null with
   *     too few rows
   * @param inside90 the same for the outer band, 0.9
   * @param recent the last rows, the oldest first
   */
  public record TurnedOut(
      int n,
      double rmse,
      double persistenceRmse,
      @Nullable Double skill,
      @Nullable Double directionRight,
      @Nullable Double inside50,
      @Nullable Double inside90,
      List<Past> recent) {}

  /**
   * A row that came.
   *
   * @param time when it opened
   * @param values by label
   */
  public record Past(Instant time, Map<String, Came> values) {}

  /** What came, what the model had said, and what "next = last" had said. */
  public record Came(double actual, double forecast, double persistence) {}

  /** Of the best so many models. */
  public Answer best(int limit) {
    List<CaseReport> best = store.read(reader -> reader.best(limit));
    List<Model> told = new ArrayList<>();
    for (CaseReport report : best) {
      Verification found = report.verification();
      if (found != null) {
        told.add(model(told.size() + 1L, report, found));
      }
    }
    return new Answer(
        new Series(
            experiment.space().decode(0).get("asset"),
            experiment.dataset().timeframe().text(),
            experiment.dataset().full().lastTime()),
        told,
        NOTE);
  }

  private Model model(long rank, CaseReport report, Verification found) {
    RangeForecasts past = past(report.testCase().index());
    return new Model(
        rank,
        report.testCase().index(),
        report.testCase().parameters().getOrDefault("model", ""),
        report.volunteerName(),
        found.rmse(),
        orNull(found.skill()),
        rows(found.forecast(), past),
        past == null ? null : turnedOut(found, past));
  }

  /** A model that cannot be run has no bands, but its forecast was stored when it came. */
  private @Nullable RangeForecasts past(long index) {
    try {
      return models.forecasts(index);
    } catch (NotThereException e) {
      return null;
    }
  }

  private static List<Row> rows(List<NextCandle> forecast, @Nullable RangeForecasts past) {
    List<Row> rows = new ArrayList<>();
    for (NextCandle next : forecast) {
      int ahead = rows.size();
      Map<String, Value> values = new LinkedHashMap<>();
      next.values().forEach((label, value) -> values.put(label, value(value, past, ahead, label)));
      rows.add(new Row(next.time(), values));
    }
    return rows;
  }

  private static Value value(double value, @Nullable RangeForecasts past, int ahead, String label) {
    int of = past == null ? -1 : past.labels().indexOf(label);
    if (past == null || of < 0 || ahead >= past.horizon() || past.rows() < LEAST_ROWS) {
      return new Value(value, null, null, null, null);
    }
    Band band = ForecastBand.of(past, ahead, of, 0, past.rows()).around(value);
    return new Value(value, band.p05(), band.p25(), band.p75(), band.p95());
  }

  private static TurnedOut turnedOut(Verification found, RangeForecasts past) {
    OptionalDouble direction = found.confirmation().model().directionalAccuracy();
    Double[] inside = inside(past);
    return new TurnedOut(
        past.rows(),
        found.rmse(),
        found.persistenceRmse(),
        orNull(found.skill()),
        orNull(direction),
        inside[0],
        inside[1],
        recent(past));
  }

  /** Shares of the newer half inside the bands of the older half, all steps and labels. */
  private static Double[] inside(RangeForecasts past) {
    Double[] shares = new Double[2];
    if (past.rows() < 2 * LEAST_ROWS) {
      return shares;
    }
    int half = past.rows() / 2;
    int inner = 0;
    int outer = 0;
    int all = 0;
    for (int ahead = 0; ahead < past.horizon(); ahead++) {
      for (int label = 0; label < past.labels().size(); label++) {
        ForecastBand band = ForecastBand.of(past, ahead, label, 0, half);
        for (int row = half; row < past.rows(); row++) {
          double actual = past.actual(row, ahead, label);
          double forecast = past.forecast(row, ahead, label);
          inner += band.inside50(actual, forecast) ? 1 : 0;
          outer += band.inside90(actual, forecast) ? 1 : 0;
          all++;
        }
      }
    }
    shares[0] = (double) inner / all;
    shares[1] = (double) outer / all;
    return shares;
  }

  private static List<Past> recent(RangeForecasts past) {
    List<Past> recent = new ArrayList<>();
    for (int row = Math.max(0, past.rows() - RECENT); row < past.rows(); row++) {
      Map<String, Came> values = new LinkedHashMap<>();
      for (int label = 0; label < past.labels().size(); label++) {
        values.put(
            past.labels().get(label),
            new Came(
                past.actual(row, 0, label),
                past.forecast(row, 0, label),
                past.persistence(row, 0, label)));
      }
      recent.add(new Past(past.time(row, 0), values));
    }
    return recent;
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
