package dev.gridcast.server.insight;

import java.util.ArrayList;
import java.util.List;

/**
 * How a metric spreads for each value of one parameter.
 *
 * @param x the parameter's column
 * @param type how its values are to be read
 * @param metric the metric's column
 * @param points a value each, ascending
 */
public record Slice(String x, ColumnType type, String metric, List<Point> points) {

  /** More values than that are no chart. */
  private static final int MOST_VALUES = 5_000;

  public Slice {
    points = List.copyOf(points);
  }

  /**
   * The results with one value.
   *
   * @param value a {@link Long}, {@link Double} or text
   * @param n how many results
   * @param min the lowest figure
   * @param p10 a tenth is below
   * @param median half is below
   * @param p90 a tenth is above
   * @param max the highest figure
   */
  public record Point(
      Object value, int n, double min, double p10, double median, double p90, double max) {}

  static Slice of(BoardTable table, int[] rows, String x, String metric) throws QueryException {
    BoardColumn figures = Columns.metric(table, metric);
    Levels levels = Levels.of(Columns.parameter(table, x, "x"), rows);
    if (levels.size() > MOST_VALUES) {
      throw new QueryException(
          "TOO_MANY_VALUES", "x", x + " has " + levels.size() + " values; filter by a where");
    }
    List<Point> points = new ArrayList<>();
    double[][] sorted = Buckets.sorted(figures, rows, levels.size(), levels::at);
    for (int level = 0; level < sorted.length; level++) {
      double[] values = sorted[level];
      if (values.length > 0) {
        points.add(
            new Point(
                levels.values().get(level),
                values.length,
                values[0],
                Quantiles.of(values, 0.1),
                Quantiles.of(values, 0.5),
                Quantiles.of(values, 0.9),
                values[values.length - 1]));
      }
    }
    return new Slice(x, levels.column().type(), metric, points);
  }
}
