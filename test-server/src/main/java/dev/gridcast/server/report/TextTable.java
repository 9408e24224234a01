package dev.gridcast.server.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Columns side by side, as text.
 *
 * @param columns from left to right, all with the same number of cells
 * @param colours whether the terminal understands ANSI colours
 */
record TextTable(List<TableColumn> columns, boolean colours) {

  private static final String GAP = "  ";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  TextTable {
    columns = List.copyOf(columns);
  }

  /** How wide its widest line may be, in characters. */
  int width() {
    return columns.stream().mapToInt(column -> column.width() + GAP.length()).sum() - GAP.length();
  }

  /** Header and rows, each line ending in a line feed. */
  String render() {
    int headerLines = columns.stream().mapToInt(column -> column.header().size()).max().orElse(0);
    int rows = columns.stream().mapToInt(column -> column.cells().size()).min().orElse(0);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < headerLines; i++) {
      int line = i;
      text.append(paint(BOLD, joined(column -> column.header(line, headerLines)))).append('\n');
    }
    for (int i = 0; i < rows; i++) {
      int row = i;
      text.append(joined(column -> paint(column.colour(row), column.cell(row)))).append('\n');
    }
    return text.toString();
  }

  private String joined(Function<TableColumn, String> cell) {
    return columns.stream().map(cell).collect(Collectors.joining(GAP)).stripTrailing();
  }

  private String paint(@Nullable String colour, String text) {
    return colours && colour != null ? colour + text + PLAIN : text;
  }
}
