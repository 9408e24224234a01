package dev.gridcast.trainer.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a model forecasts over a range, row by row, beside what came and what persistence says: all
 * that its errors are made of. Made by {@link CaseScorer#forecasts}. Immutable.
 */
public final class RangeForecasts {

  private final List<String> labels;
  private final int horizon;
  private final Instant[] times;
  private final Duration step;
  private final double[][] forecast;
  private final double[][] actual;
  private final double[][] persistence;

  RangeForecasts(
      List<String> labels,
      int horizon,
      Instant[] times,
      Duration step,
      double[][] forecast,
      double[][] actual,
      double[][] persistence) {
    this.labels = List.copyOf(labels);
    this.horizon = horizon;
    this.times = times;
    this.step = step;
    this.forecast = forecast;
    this.actual = actual;
    this.persistence = persistence;
  }

  /** What is forecast, in order. */
  public List<String> labels() {
    return labels;
  }

  /** How many rows are forecast at a time. */
  public int horizon() {
    return horizon;
  }

  /** How many target rows there are: rows that are the first of a forecast. */
  public int rows() {
    return times.length;
  }

  /**
   * When a forecast row opens.
   *
   * @param row target row, from 0
   * @param ahead step of the horizon, from 0
   */
  public Instant time(int row, int ahead) {
    return times[row].plus(step.multipliedBy(ahead));
  }

  /** The model's forecast, in price units. */
  public double forecast(int row, int ahead, int label) {
    return forecast[row][output(ahead, label)];
  }

  /** What came, in price units. */
  public double actual(int row, int ahead, int label) {
    return actual[row][output(ahead, label)];
  }

  /** What "next = last" says, in price units. */
  public double persistence(int row, int ahead, int label) {
    return persistence[row][output(ahead, label)];
  }

  private int output(int ahead, int label) {
    if (label < 0 || label >= labels.size() || ahead < 0 || ahead >= horizon) {
      throw new IndexOutOfBoundsException("no label " + label + " at step " + ahead);
    }
    return ahead * labels.size() + label;
  }
}
