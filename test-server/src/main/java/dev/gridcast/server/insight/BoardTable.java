package dev.gridcast.server.insight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All verified results at one moment: a row each, by case index. Immutable but for what it keeps of
 * the orders that were asked for.
 */
final class BoardTable {

  private final long version;
  private final long[] cases;
  private final Map<String, BoardColumn> columns;
  private final double persistenceRmse;
  private final boolean truncated;
  private final Map<String, int[]> orders = new ConcurrentHashMap<>();

  /**
   * @param cases ascending
   * @param columns in the order in which people see them
   * @param persistenceRmse the error of persistence; not a number where it is not known
   * @param truncated whether there are more results than rows
   */
  BoardTable(
      long version,
      long[] cases,
      Map<String, BoardColumn> columns,
      double persistenceRmse,
      boolean truncated) {
    this.version = version;
    this.cases = cases;
    this.columns = new LinkedHashMap<>(columns);
    this.persistenceRmse = persistenceRmse;
    this.truncated = truncated;
  }

  long version() {
    return version;
  }

  int rows() {
    return cases.length;
  }

  long testCase(int row) {
    return cases[row];
  }

  double persistenceRmse() {
    return persistenceRmse;
  }

  boolean isTruncated() {
    return truncated;
  }

  List<BoardColumn> columns() {
    return new ArrayList<>(columns.values());
  }

  /** The parameters of the cases. */
  List<BoardColumn> parameters() {
    return columns.values().stream().filter(column -> column.spec().parameter()).toList();
  }

  @Nullable BoardColumn find(String key) {
    return columns.get(key);
  }

  /** A column that every experiment has. */
  BoardColumn column(String key) {
    BoardColumn column = columns.get(key);
    if (column == null) {
      throw new IllegalArgumentException("no column " + key + " among " + columns.keySet());
    }
    return column;
  }

  /** All rows in the order of a column, ties by case, what is not known last; not to be changed. */
  int[] order(BoardColumn column, boolean descending) {
    return orders.computeIfAbsent(
        (descending ? "-" : "+") + column.spec().key(),
        key -> Orders.by(rows(), row -> column.sortKey(row, descending)));
  }
}
