package dev.gridcast.server.report;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table for people.
 *
 * @param header its lines, which stand just above the first row
 * @param cells one for each row
 * @param right whether it is flush right, as numbers are
 * @param colours row number to the ANSI code of its colour; null for a column without colours
 */
record TableColumn(
    List<String> header, List<String> cells, boolean right, @Nullable IntFunction<String> colours) {

  TableColumn painted(IntFunction<String> newColours) {
    return new TableColumn(header, cells, right, newColours);
  }

  /** How wide the widest of it is, in characters. */
  int width() {
    return Stream.concat(header.stream(), cells.stream())
        .mapToInt(TableColumn::length)
        .max()
        .orElse(0);
  }

  /** A line of a header that is so many lines high, padded. */
  String header(int line, int lines) {
    int own = line - (lines - header.size());
    return padded(own < 0 ? "" : header.get(own));
  }

  /** The cell of a row, padded. */
  String cell(int row) {
    return padded(cells.get(row));
  }

  @Nullable String colour(int row) {
    return colours == null ? null : colours.apply(row);
  }

  /** What the column is called where a header has more lines than one. */
  String lastLine() {
    return header.get(header.size() - 1);
  }

  /** Code points, not chars: a name may hold any character that can be printed. */
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private String padded(String text) {
    String spaces = " ".repeat(width() - length(text));
    return right ? spaces + text : text + spaces;
  }
}
