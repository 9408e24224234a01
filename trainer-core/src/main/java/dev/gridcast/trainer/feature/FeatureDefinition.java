package dev.gridcast.trainer.feature;

import dev.gridcast.trainer.series.TimeSeries;
import java.util.Collection;
import java.util.List;

/** A feature by its name: which columns it makes of which others, and how. Immutable. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class FeatureDefinition {
  private final String name;

  private FeatureDefinition(String name) {
    this.name = name;
  }

  /**
   * Understands a name. A name that is neither a calendar feature nor looks like an indicator
   * stands for the table's own column of that name.
   *
   * @throws FeatureException if it looks like an indicator but is none, with the nearest name that
   *     is one
   */
  public static FeatureDefinition parse(String name) throws FeatureException {
    return new FeatureDefinition(name);
  }

  /**
   * Understands a name for a table with these columns. A column of that very name is meant before
   * anything else.
   *
   * @throws FeatureException if it is no column and no feature, or needs a column that is not
   *     there, with the nearest name
   */
  public static FeatureDefinition parse(String name, Collection<String> tableColumns)
      throws FeatureException {
    return new FeatureDefinition(name);
  }

  /** The name as given, like {@code bollinger-20}. */
  public String name() {
    return name;
  }

  /** The columns that it makes, in order: the name itself, or {@code NAME.part} for each part. */
  public List<String> columns() {
    throw new UnsupportedOperationException("being written");
  }

  /** The columns of the table that it is made of. */
  public List<String> inputs() {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * How many rows at the start of a table have no value that can be trusted, and must be cut off.
   */
  public int warmUpRows() {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * The feature's columns alone, one value per row of the table; the first {@link #warmUpRows()}
   * rows are {@link Double#NaN}. Join them with {@link TimeSeries#with(TimeSeries)}.
   *
   * @throws FeatureException if the table lacks a column, or holds a value that has no such feature
   */
  public TimeSeries compute(TimeSeries series) throws FeatureException {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * What one of its {@link #columns()} measures, where {@code open}, {@code high}, {@code low} and
   * {@code close} are the prices.
   */
  public Quantity quantity(String column) {
    throw new UnsupportedOperationException("being written");
  }

  /**
   * What one of its {@link #columns()} measures, where {@code priceColumns} are the table's columns
   * that are prices.
   */
  public Quantity quantity(String column, Collection<String> priceColumns) {
    throw new UnsupportedOperationException("being written");
  }
}
