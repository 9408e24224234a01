package dev.gridcast.server.insight;

import java.util.ArrayList;
import java.util.List;

/**
 * A metric over the values of two parameters.
 *
 * @param x one parameter
 * @param y the other one
 * @param metric the metric's column
 * @param cells where there are results, by row of the grid
 */
public record Grid(Axis x, Axis y, String metric, List<Cell> cells) {

  private static final int MOST_CELLS = 40_000;

  public Grid {
    cells = List.copyOf(cells);
  }

  /**
   * The values of a parameter.
   *
   * @param key its column
   * @param type how its values are to be read
   * @param values {@link Long}s, {@link Double}s or texts, ascending
   */
  public record Axis(String key, ColumnType type, List<Object> values) {

    public Axis {
      values = List.copyOf(values);
    }
  }

  /**
   * The results with two values.
   *
   * @param x place of the one among the values of its axis
   * @param y place of the other
   * @param n how many results
   * @param min the lowest figure
   * @param median half is below
   * @param max the highest figure
   */
  public record Cell(int x, int y, int n, double min, double median, double max) {}

  static Grid of(BoardTable table, int[] rows, String x, String y, String metric)
      throws QueryException {
    BoardColumn figures = Columns.metric(table, metric);
    Levels across = Levels.of(Columns.parameter(table, x, "x"), rows);
    Levels up = Levels.of(Columns.parameter(table, y, "y"), rows);
    if (x.equals(y)) {
      throw new QueryException("BAD_PARAMETER", "y", "x and y must be two parameters");
    }
    if ((long) across.size() * up.size() > MOST_CELLS) {
      throw new QueryException(
          "TOO_MANY_VALUES",
          "x",
          across.size() + " times " + up.size() + " values are no picture; filter by a where");
    }
    double[][] sorted =
        Buckets.sorted(
            figures,
            rows,
            across.size() * up.size(),
            i -> across.at(i) < 0 || up.at(i) < 0 ? -1 : up.at(i) * across.size() + across.at(i));
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < sorted.length; i++) {
      double[] values = sorted[i];
      if (values.length > 0) {
        cells.add(
            new Cell(
                i % across.size(),
                i / across.size(),
                values.length,
                values[0],
                Quantiles.of(values, 0.5),
                values[values.length - 1]));
      }
    }
    return new Grid(axis(across), axis(up), metric, cells);
  }

  private static Axis axis(Levels levels) {
    return new Axis(levels.column().spec().key(), levels.column().type(), levels.values());
  }
}
