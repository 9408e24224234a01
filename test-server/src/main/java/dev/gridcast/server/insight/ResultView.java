package dev.gridcast.server.insight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link ResultQuery}: rows in order. Immutable; of one moment. */
public final class ResultView {

  private final BoardTable table;
  private final int[] rows;
  private final List<BoardColumn> columns;

  private ResultView(BoardTable table, int[] rows, List<BoardColumn> columns) {
    this.table = table;
    this.rows = rows;
    this.columns = columns;
  }

  static ResultView of(BoardTable table, ResultQuery query) throws QueryException {
    List<BoardColumn> columns = new ArrayList<>();
    for (String key : query.columns()) {
      columns.add(Columns.find(table, key, "columns"));
    }
    String sort = query.sort().isEmpty() ? BoardSchema.RANK : query.sort();
    BoardColumn by = Columns.find(table, sort, "sort");
    List<IntPredicate> tests = new ArrayList<>();
    for (String condition : query.where()) {
      tests.add(Condition.test(condition, table));
    }
    int[] order = table.order(by, query.descending());
    return new ResultView(
        table,
        tests.isEmpty() ? order : matching(order, tests),
        query.columns().isEmpty() ? table.columns() : columns);
  }

  private static int[] matching(int[] order, List<IntPredicate> tests) {
    int[] rows = new int[order.length];
    int count = 0;
    rows:
    for (int row : order) {
      for (IntPredicate test : tests) {
        if (!test.test(row)) {
          continue rows;
        }
      }
      rows[count++] = row;
    }
    return Arrays.copyOf(rows, count);
  }

  /** The rows that match, in order; not to be changed. */
  int[] rows() {
    return rows;
  }

  /** Grows with every change of the table. */
  public long version() {
    return table.version();
  }

  /** How many results there are, whether they match or not. */
  public int total() {
    return table.rows();
  }

  /** Whether there are still more, worse ones, that are not looked at. */
  public boolean isTruncated() {
    return table.isTruncated();
  }

  /** How many results match. */
  public int matching() {
    return rows.length;
  }

  /** How many columns were asked for. */
  public int columns() {
    return columns.size();
  }

  /** The key of a column. */
  public String key(int column) {
    return columns.get(column).spec().key();
  }

  /** How the values of a column are to be read. */
  public ColumnType type(int column) {
    return columns.get(column).type();
  }

  /** The words of a column of words, sorted. */
  public List<String> words(int column) {
    return columns.get(column).words();
  }

  /** The test case of a result, counted from 0 among those that match. */
  public long testCase(int result) {
    return table.testCase(rows[result]);
  }

  /** A value of a numeric column; not a number where it is not known. */
  public double number(int result, int column) {
    return columns.get(column).number(rows[result]);
  }

  /** Where a value stands among the {@link #words}; -1 where it is not known. */
  public int place(int result, int column) {
    return columns.get(column).place(rows[result]);
  }

  /** A value: a {@link Long}, {@link Double}, {@link Instant} or text; null: not known. */
  public @Nullable Object value(int result, int column) {
    BoardColumn from = columns.get(column);
    ColumnType type = from.type();
    if (!type.isNumeric()) {
      return from.text(rows[result]);
    }
    double number = from.number(rows[result]);
    if (Double.isNaN(number)) {
      return null;
    }
    return switch (type) {
      case INTEGER -> {
        Long whole = (long) number;
        yield whole;
      }
      case TIME -> Instant.ofEpochMilli((long) number);
      default -> number;
    };
  }
}
