package dev.gridcast.server.insight;

import dev.gridcast.trainer.work.RangeForecasts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's forecasts over the confirmation range, and how far they were off. Series and bands are
 * of the first step of the horizon; errors by hour and over time are of all steps and labels
 * together, as the RMSE that is ranked. Holds prices of the confirmation range: not for strangers.
 *
 * @param labels what is forecast
 * @param times when the rows open
 * @param actual what came, by label
 * @param model what the model said
 * @param persistence what "next = last" says
 * @param byHour errors by hour of the day in UTC, ascending; hours without a row are left out
 * @param errors how far what came lay above the forecast, by label: how that spreads
 * @param overTime errors of at most {@value #MOST_BUCKETS} stretches of time, the oldest first
 * @param bands quantiles of the same: what to add to a forecast to get its bands
 * @param rmse of the model, pooled over everything, in price units
 * @param persistenceRmse the same of persistence
 */
public record Evaluated(
    List<String> labels,
    List<Instant> times,
    Map<String, double[]> actual,
    Map<String, double[]> model,
    Map<String, double[]> persistence,
    List<Hour> byHour,
    Map<String, Histogram> errors,
    List<Stretch> overTime,
    Map<String, Band> bands,
    double rmse,
    double persistenceRmse) {

  private static final int HOURS = 24;
  private static final int MOST_BUCKETS = 50;

  /**
   * One hour of the day.
   *
   * @param hour 0 to 23, in UTC
   * @param n how many forecast rows opened in it
   * @param rmse of the model
   * @param persistenceRmse of persistence
   */
  public record Hour(int hour, int n, double rmse, double persistenceRmse) {}

  /**
   * A stretch of time.
   *
   * @param from when its first row opens
   * @param until when its last row opens
   * @param rmse of the model
   * @param persistenceRmse of persistence
   */
  public record Stretch(Instant from, Instant until, double rmse, double persistenceRmse) {}

  /** Squared errors that are summed up. */
  private static final class Squares {
    private double model;
    private double persistence;
    private long count;

    void add(RangeForecasts found, int row, int ahead) {
      for (int label = 0; label < found.labels().size(); label++) {
        double actual = found.actual(row, ahead, label);
        double off = found.forecast(row, ahead, label) - actual;
        double last = found.persistence(row, ahead, label) - actual;
        model += off * off;
        persistence += last * last;
        count++;
      }
    }

    double rmse() {
      return Math.sqrt(model / count);
    }

    double persistenceRmse() {
      return Math.sqrt(persistence / count);
    }
  }

  static Evaluated of(RangeForecasts found) {
    List<Instant> times = new ArrayList<>();
    Squares all = new Squares();
    for (int row = 0; row < found.rows(); row++) {
      times.add(found.time(row, 0));
      for (int ahead = 0; ahead < found.horizon(); ahead++) {
        all.add(found, row, ahead);
      }
    }
    Map<String, double[]> actual = new LinkedHashMap<>();
    Map<String, double[]> model = new LinkedHashMap<>();
    Map<String, double[]> persistence = new LinkedHashMap<>();
    Map<String, Histogram> errors = new LinkedHashMap<>();
    Map<String, Band> bands = new LinkedHashMap<>();
    for (int label = 0; label < found.labels().size(); label++) {
      double[] came = new double[found.rows()];
      double[] said = new double[found.rows()];
      double[] last = new double[found.rows()];
      double[] off = new double[found.rows()];
      for (int row = 0; row < found.rows(); row++) {
        came[row] = found.actual(row, 0, label);
        said[row] = found.forecast(row, 0, label);
        last[row] = found.persistence(row, 0, label);
        off[row] = came[row] - said[row];
      }
      String name = found.labels().get(label);
      actual.put(name, came);
      model.put(name, said);
      persistence.put(name, last);
      errors.put(name, Histogram.of(off));
      bands.put(name, Band.of(found, 0, label, 0, found.rows()));
    }
    return new Evaluated(
        found.labels(),
        List.copyOf(times),
        actual,
        model,
        persistence,
        byHour(found),
        errors,
        overTime(found),
        bands,
        all.rmse(),
        all.persistenceRmse());
  }

  private static List<Hour> byHour(RangeForecasts found) {
    Squares[] hours = new Squares[HOURS];
    Arrays.setAll(hours, hour -> new Squares());
    int[] counts = new int[HOURS];
    for (int row = 0; row < found.rows(); row++) {
      for (int ahead = 0; ahead < found.horizon(); ahead++) {
        int hour = found.time(row, ahead).atOffset(ZoneOffset.UTC).getHour();
        hours[hour].add(found, row, ahead);
        counts[hour]++;
      }
    }
    List<Hour> byHour = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      if (counts[hour] > 0) {
        byHour.add(new Hour(hour, counts[hour], hours[hour].rmse(), hours[hour].persistenceRmse()));
      }
    }
    return byHour;
  }

  private static List<Stretch> overTime(RangeForecasts found) {
    int buckets = Math.min(MOST_BUCKETS, found.rows());
    List<Stretch> stretches = new ArrayList<>();
    for (int bucket = 0; bucket < buckets; bucket++) {
      int from = (int) ((long) bucket * found.rows() / buckets);
      int until = (int) ((bucket + 1L) * found.rows() / buckets);
      Squares squares = new Squares();
      for (int row = from; row < until; row++) {
        for (int ahead = 0; ahead < found.horizon(); ahead++) {
          squares.add(found, row, ahead);
        }
      }
      stretches.add(
          new Stretch(
              found.time(from, 0),
              found.time(until - 1, 0),
              squares.rmse(),
              squares.persistenceRmse()));
    }
    return stretches;
  }
}
