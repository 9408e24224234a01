package dev.gridcast.trainer.feature;

import dev.gridcast.trainer.series.TimeSeries;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A feature by its name: which columns it makes of which others, and how. Immutable.
 *
 * <p>The names:
 *
 * <ul>
 *   <li>a column of the table, like {@code volume};
 *   <li>{@code hour-of-day}, {@code day-of-week}, {@code day-of-month}, {@code month-of-year}: the
 *       row's time in UTC, each as {@code .sin} and {@code .cos};
 *   <li>{@code sma-20}, {@code ema-12}, {@code rsi-14}, {@code macd-12-26-9} ({@code .line}, {@code
 *       .signal}, {@code .histogram}), {@code bollinger-20} ({@code .upper}, {@code .middle},
 *       {@code .lower}), {@code returns-1}: indicators of the column {@code close}, or of another
 *       one with {@code -of-COLUMN} behind, like {@code sma-20-of-load};
 *   <li>{@code atr-14}, of {@code high}, {@code low} and {@code close}.
 * </ul>
 */
public final class FeatureDefinition {
  private static final List<String> CANDLE_PRICES = List.of("open", "high", "low", "close");

  private final String name;
  private final Recipe recipe;

  private FeatureDefinition(String name, Recipe recipe) {
    this.name = name;
    this.recipe = recipe;
  }

  /**
   * Understands a name. A name that is neither a calendar feature nor looks like an indicator
   * stands for the table's own column of that name.
   *
   * @throws FeatureException if it looks like a feature but is none, with the nearest name that is
   *     one
   */
  public static FeatureDefinition parse(String name) throws FeatureException {
    return new FeatureDefinition(name, FeatureNames.parse(name));
  }

  /**
   * Understands a name for a table with these columns. A column of that very name is meant before
   * anything else.
   *
   * @throws FeatureException if it is no column and no feature, or needs a column that is not
   *     there, with the nearest name that is
   */
  public static FeatureDefinition parse(String name, Collection<String> tableColumns)
      throws FeatureException {
    return new FeatureDefinition(name, FeatureNames.parse(name, tableColumns));
  }

  /** The name as given, like {@code bollinger-20}. */
  public String name() {
    return name;
  }

  /** The columns that it makes, in order: the name itself, or {@code NAME.part} for each part. */
  public List<String> columns() {
    return recipe.parts().isEmpty()
        ? List.of(name)
        : recipe.parts().stream().map(part -> name + "." + part).toList();
  }

  /** The columns of the table that it is made of. */
  public List<String> inputs() {
    return recipe.inputs();
  }

  /** Whether it is a column of the table as it is, with nothing to compute. */
  public boolean isPlainColumn() {
    return recipe instanceof PlainColumn;
  }

  /**
   * How many rows at the start of a table have no value that can be trusted, and must be cut off.
   * For averages that never wholly forget their first value, until 1 % of its weight is left.
   */
  public int warmUpRows() {
    return recipe.warmUpRows();
  }

  /**
   * The feature's columns alone, one value per row of the table; the first {@link #warmUpRows()}
   * rows are {@link Double#NaN}. Join them with {@link TimeSeries#with(TimeSeries)}.
   *
   * @throws FeatureException if the table lacks a column, or holds a value that has no such feature
   */
  public TimeSeries compute(TimeSeries series) throws FeatureException {
    FeatureNames.requireInputs(name, recipe, series.columns());
    for (String input : recipe.inputs()) {
      requireFinite(series, input, series.column(input), 0);
    }
    List<double[]> values = recipe.compute(series);
    List<String> names = columns();
    int warmUp = Math.min(warmUpRows(), series.rows());
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      requireFinite(series, names.get(i), values.get(i), warmUp);
      Arrays.fill(values.get(i), 0, warmUp, Double.NaN);
      columns.put(names.get(i), values.get(i));
    }
    return series.select(List.of()).with(columns);
  }

  private void requireFinite(TimeSeries series, String column, double[] values, int fromRow)
      throws FeatureException {
    for (int row = fromRow; row < values.length; row++) {
      if (!Double.isFinite(values[row])) {
        throw new FeatureException(
            "feature \""
                + name
                + "\": column \""
                + column
                + "\" is "
                + values[row]
                + " at "
                + series.time(row)
                + "; check the values around that row");
      }
    }
  }

  /**
   * What one of its {@link #columns()} measures, where {@code open}, {@code high}, {@code low} and
   * {@code close} are the prices.
   */
  public Quantity quantity(String column) {
    return quantity(column, CANDLE_PRICES);
  }

  /**
   * What one of its {@link #columns()} measures, where {@code priceColumns} are the table's columns
   * that are prices.
   *
   * @throws IllegalArgumentException if the column is not one of its own
   */
  public Quantity quantity(String column, Collection<String> priceColumns) {
    if (!columns().contains(column)) {
      throw new IllegalArgumentException(
          "\"" + column + "\" is no column of the feature " + name + ", which has " + columns());
    }
    return recipe.quantity(priceColumns);
  }

  @Override
  public String toString() {
    return name;
  }
}
