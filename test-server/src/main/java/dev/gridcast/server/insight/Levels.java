package dev.gridcast.server.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The different values of a column among some rows, in order, and which row has which. */
final class Levels {

  private final BoardColumn column;
  private final List<Object> values;
  private final int[] ofRow;

  private Levels(BoardColumn column, List<Object> values, int[] ofRow) {
    this.column = column;
    this.values = values;
    this.ofRow = ofRow;
  }

  /** Of those rows; one that has no value has no level, which is -1. */
  static Levels of(BoardColumn column, int[] rows) {
    boolean numeric = column.type().isNumeric();
    TreeMap<Double, Integer> found = new TreeMap<>();
    for (int row : rows) {
      double value = key(column, numeric, row);
      if (!Double.isNaN(value)) {
        found.put(value, 0);
      }
    }
    List<Object> values = new ArrayList<>();
    found.replaceAll(
        (value, none) -> {
          values.add(numeric ? number(column, value) : column.words().get(value.intValue()));
          return values.size() - 1;
        });
    int[] ofRow = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double value = key(column, numeric, rows[i]);
      Integer level = Double.isNaN(value) ? null : found.get(value);
      ofRow[i] = level == null ? -1 : level;
    }
    return new Levels(column, values, ofRow);
  }

  private static double key(BoardColumn column, boolean numeric, int row) {
    if (numeric) {
      return column.number(row) + 0.0; // one zero, not two
    }
    int place = column.place(row);
    return place < 0 ? Double.NaN : place;
  }

  private static Object number(BoardColumn column, double value) {
    if (column.type() == ColumnType.INTEGER) {
      Long whole = (long) value;
      return whole;
    }
    return value;
  }

  BoardColumn column() {
    return column;
  }

  /** {@link Long}s, {@link Double}s or texts, ascending. */
  List<Object> values() {
    return values;
  }

  int size() {
    return values.size();
  }

  /** The level of the row at a place in the rows that were given; -1 without one. */
  int at(int place) {
    return ofRow[place];
  }
}
