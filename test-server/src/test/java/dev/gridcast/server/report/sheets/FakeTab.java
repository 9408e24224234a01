package dev.gridcast.server.report.sheets;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A tab of the stand-in's spreadsheets, with a grid that ends somewhere. */
final class FakeTab {

  private static final int LONGEST_TEXT = 50_000;

  String title;
  int rows;
  int columns;
  int frozenRows;
  final List<JsonNode> colours = new ArrayList<>();
  final List<JsonNode> filterViews = new ArrayList<>();
  final List<JsonNode> charts = new ArrayList<>();
  final List<JsonNode> widths = new ArrayList<>();
  private final TreeMap<Integer, List<Object>> cells = new TreeMap<>();

  FakeTab(String title, int rows, int columns) {
    this.title = title;
    this.rows = rows;
    this.columns = columns;
  }

  FakeTab copy() {
    FakeTab copy = new FakeTab(title, rows, columns);
    copy.frozenRows = frozenRows;
    copy.colours.addAll(colours);
    copy.filterViews.addAll(filterViews);
    copy.charts.addAll(charts);
    copy.widths.addAll(widths);
    copy.cells.putAll(cells);
    return copy;
  }

  long size() {
    return (long) rows * columns;
  }

  /** What a cell holds; row from 1, column from 0; an empty text when it holds nothing. */
  Object get(int row, int column) {
    List<Object> line = cells.getOrDefault(row, List.of());
    return column < line.size() ? line.get(column) : "";
  }

  /** Like a person who types. */
  void set(int row, int column, Object value) {
    List<Object> line = new ArrayList<>(cells.getOrDefault(row, List.of()));
    while (line.size() <= column) {
      line.add("");
    }
    line.set(column, value);
    cells.put(row, line);
  }

  /** A row without its empty end. */
  List<Object> row(int row) {
    List<Object> line = new ArrayList<>(cells.getOrDefault(row, List.of()));
    while (!line.isEmpty() && line.get(line.size() - 1).equals("")) {
      line.remove(line.size() - 1);
    }
    return line;
  }

  /** The last row that holds anything. */
  int lastRow() {
    return cells.descendingKeySet().stream()
        .filter(row -> !row(row).isEmpty())
        .findFirst()
        .orElse(0);
  }

  /** Exchanges two rows, as a person does who sorts. */
  void swap(int one, int other) {
    List<Object> first = cells.getOrDefault(one, List.of());
    cells.put(one, cells.getOrDefault(other, List.of()));
    cells.put(other, first);
  }

  /** Takes a row out; those below move up. */
  void deleteRow(int row) {
    TreeMap<Integer, List<Object>> moved = new TreeMap<>();
    cells.forEach(
        (place, line) -> {
          if (place != row) {
            moved.put(place < row ? place : place - 1, line);
          }
        });
    cells.clear();
    cells.putAll(moved);
    rows--;
  }

  void insertColumns(int from, int until) {
    columns += until - from;
    cells.replaceAll(
        (row, line) -> {
          if (line.size() <= from) {
            return line;
          }
          List<Object> moved = new ArrayList<>(line);
          for (int i = from; i < until; i++) {
            moved.add(from, "");
          }
          return moved;
        });
  }

  /** Writes what JSON says: null leaves a cell as it is. */
  void write(int row, int column, JsonNode line) throws FakeRefusal {
    for (int i = 0; i < line.size(); i++) {
      JsonNode value = line.get(i);
      if (value.isNull()) {
        continue;
      }
      if (value.isTextual() && value.asText().length() > LONGEST_TEXT) {
        throw FakeRefusal.badRequest(
            "Your input contains more than the maximum of 50000 characters in a single cell.");
      }
    }
    List<Object> cellsOfRow = new ArrayList<>(cells.getOrDefault(row, List.of()));
    while (cellsOfRow.size() < column + line.size()) {
      cellsOfRow.add("");
    }
    for (int i = 0; i < line.size(); i++) {
      JsonNode value = line.get(i);
      if (!value.isNull()) {
        cellsOfRow.set(column + i, value(value));
      }
    }
    cells.put(row, cellsOfRow);
  }

  private static Object value(JsonNode value) throws FakeRefusal {
    if (value.isNumber()) {
      // Spreadsheets know doubles only.
      return BigDecimal.valueOf(value.doubleValue());
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isTextual()) {
      return value.asText();
    }
    throw FakeRefusal.badRequest("Invalid values: a cell takes no list or object");
  }
}
