package dev.gridcast.trainer.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable table over time: strictly ascending instants (to the millisecond) and named columns
 * of doubles, in a fixed order, one value per instant.
 *
 * <p>A value may be {@link Double#NaN}: "not known yet", as the first rows of a moving average are.
 * No file holds such a value and no sample is made of one; cut those rows off first.
 */
public final class TimeSeries {
  /** The name that the instants have in a canonical file; no column may bear it. */
  public static final String TIME = "time";

  private final long[] times;
  private final Map<String, double[]> columns;

  private TimeSeries(long[] times, Map<String, double[]> columns) {
    this.times = times;
    this.columns = columns;
  }

  /**
   * A table from instants in milliseconds since 1970 UTC and columns in the map's order. Both are
   * copied.
   *
   * @throws IllegalArgumentException if the instants do not strictly ascend, a column has not one
   *     value per instant, or a column's name is blank or {@value #TIME}
   */
  public static TimeSeries of(long[] epochMillis, Map<String, double[]> columns) {
    for (int row = 1; row < epochMillis.length; row++) {
      if (epochMillis[row] <= epochMillis[row - 1]) {
        throw new IllegalArgumentException(
            "times must strictly ascend: row "
                + row
                + " is at "
                + Instant.ofEpochMilli(epochMillis[row])
                + ", the row before at "
                + Instant.ofEpochMilli(epochMillis[row - 1]));
      }
    }
    Map<String, double[]> copies = new LinkedHashMap<>();
    columns.forEach(
        (name, values) -> copies.put(name, checked(name, values, epochMillis.length).clone()));
    return new TimeSeries(epochMillis.clone(), copies);
  }

  /** Like {@link #of(long[], Map)}, from instants; each must be a whole number of milliseconds. */
  public static TimeSeries of(List<Instant> times, Map<String, double[]> columns) {
    long[] millis = new long[times.size()];
    for (int row = 0; row < millis.length; row++) {
      Instant time = times.get(row);
      millis[row] = time.toEpochMilli();
      if (!Instant.ofEpochMilli(millis[row]).equals(time)) {
        throw new IllegalArgumentException("times are kept to the millisecond: " + time);
      }
    }
    return of(millis, columns);
  }

  private static double[] checked(String name, double[] values, int rows) {
    if (name.isBlank() || name.equals(TIME)) {
      throw new IllegalArgumentException("a column cannot be named \"" + name + "\"");
    }
    if (values.length != rows) {
      throw new IllegalArgumentException(
          "column \"" + name + "\" has " + values.length + " values for " + rows + " rows");
    }
    return values;
  }

  /** How many rows there are; a slice may have none. */
  public int rows() {
    return times.length;
  }

  /** The columns' names, in order. */
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  public boolean has(String column) {
    return columns.containsKey(column);
  }

  /** The instant of a row, counted from 0. */
  public Instant time(int row) {
    return Instant.ofEpochMilli(times[row]);
  }

  /** The instant of a row in milliseconds since 1970 UTC. */
  public long epochMillis(int row) {
    return times[row];
  }

  /**
   * The instant of the last row.
   *
   * @throws IllegalStateException if there is no row
   */
  public Instant lastTime() {
    if (times.length == 0) {
      throw new IllegalStateException("an empty table has no last time");
    }
    return time(times.length - 1);
  }

  /**
   * One value.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public double value(String column, int row) {
    return values(column)[row];
  }

  /**
   * A copy of a column.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public double[] column(String column) {
    return values(column).clone();
  }

  /** The column itself, for this package's own loops; never handed out. */
  double[] values(String column) {
    double[] values = columns.get(column);
    if (values == null) {
      throw new IllegalArgumentException(
          "no column \""
              + column
              + "\" among "
              + columns()
              + Names.didYouMean(column, columns.keySet()));
    }
    return values;
  }

  /** The first row whose instant is at or after {@code time}; {@link #rows()} if there is none. */
  public int firstRowFrom(Instant time) {
    // A cut between two milliseconds belongs to the later one: no row lies between them.
    long millis = time.toEpochMilli();
    if (Instant.ofEpochMilli(millis).isBefore(time)) {
      millis++;
    }
    int found = Arrays.binarySearch(times, millis);
    return found >= 0 ? found : -found - 1;
  }

  /** The rows from {@code from} (counted from 0, included) to {@code to} (left out). */
  public TimeSeries slice(int from, int to) {
    if (from < 0 || to < from || to > times.length) {
      throw new IllegalArgumentException(
          "no rows " + from + " to " + to + " in a table of " + times.length);
    }
    Map<String, double[]> slices = new LinkedHashMap<>();
    columns.forEach((name, values) -> slices.put(name, Arrays.copyOfRange(values, from, to)));
    return new TimeSeries(Arrays.copyOfRange(times, from, to), slices);
  }

  /** The rows at or after {@code from} and before {@code to}. */
  public TimeSeries slice(Instant from, Instant to) {
    int first = firstRowFrom(from);
    return slice(first, Math.max(first, firstRowFrom(to)));
  }

  /** This table with one more column at its end, or with the column of that name replaced. */
  public TimeSeries with(String name, double[] values) {
    Map<String, double[]> more = new LinkedHashMap<>(columns);
    more.put(name, checked(name, values, times.length).clone());
    return new TimeSeries(times, more);
  }

  /** This table with more columns at its end, or replaced where names are equal. */
  public TimeSeries with(Map<String, double[]> more) {
    Map<String, double[]> all = new LinkedHashMap<>(columns);
    more.forEach((name, values) -> all.put(name, checked(name, values, times.length).clone()));
    return new TimeSeries(times, all);
  }

  /**
   * This table with all columns of another one added at its end, or replaced where names are equal.
   *
   * @throws IllegalArgumentException if the other table's instants differ
   */
  public TimeSeries with(TimeSeries other) {
    if (!Arrays.equals(times, other.times)) {
      throw new IllegalArgumentException("only tables with the same times can be joined");
    }
    Map<String, double[]> more = new LinkedHashMap<>(columns);
    more.putAll(other.columns);
    return new TimeSeries(times, more);
  }

  /**
   * This table with these columns only, in this order.
   *
   * @throws IllegalArgumentException if one is missing
   */
  public TimeSeries select(Collection<String> names) {
    Map<String, double[]> selected = new LinkedHashMap<>();
    for (String name : names) {
      selected.put(name, values(name));
    }
    return new TimeSeries(times, selected);
  }

  /**
   * The median distance between neighbouring rows (the lower one of two): the step of a table that
   * has only a few gaps.
   *
   * @throws SeriesException if there are fewer than two rows
   */
  public Duration medianStep() throws SeriesException {
    if (times.length < 2) {
      throw new SeriesException(
          "the step between rows cannot be told from "
              + times.length
              + " rows; give the timeframe, like 4h");
    }
    long[] steps = new long[times.length - 1];
    for (int row = 0; row < steps.length; row++) {
      steps[row] = times[row + 1] - times[row];
    }
    Arrays.sort(steps);
    return Duration.ofMillis(steps[(steps.length - 1) / 2]);
  }

  /** Same instants, same columns in the same order, same values bit for bit. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimeSeries that
        && Arrays.equals(times, that.times)
        && columns().equals(that.columns())
        && columns.entrySet().stream()
            .allMatch(e -> Arrays.equals(e.getValue(), that.columns.get(e.getKey())));
  }

  @Override
  public int hashCode() {
    int hash = Arrays.hashCode(times);
    for (Map.Entry<String, double[]> column : columns.entrySet()) {
      hash = 31 * (31 * hash + column.getKey().hashCode()) + Arrays.hashCode(column.getValue());
    }
    return hash;
  }

  @Override
  public String toString() {
    return "TimeSeries["
        + rows()
        + " rows"
        + (rows() == 0 ? "" : " from " + time(0) + " to " + lastTime())
        + ", "
        + columns()
        + "]";
  }
}
