package dev.gridcast.server.report.sheets;

import com.google.api.services.sheets.v4.model.ValueRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rows of one tab that are written with one request, which must not be too large. */
final class RowBatch {

  /** Google advises 2 MB for a request. */
  static final int MOST_BYTES = 1_800_000;

  private final SortedMap<Long, List<Object>> rows = new TreeMap<>();
  private long bytes;

  /** Whether a row still fits. The first always does. */
  boolean takes(List<Object> row) {
    return rows.isEmpty() || bytes + Cells.bytes(row) <= MOST_BYTES;
  }

  void add(long row, List<Object> cells) {
    rows.put(row, cells);
    bytes += Cells.bytes(cells);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  long bytes() {
    return bytes;
  }

  /** The row that is furthest down; there must be one. */
  long last() {
    return rows.lastKey();
  }

  /** Rows that follow each other share a range. */
  List<ValueRange> ranges(Workbook book, Tab tab) {
    List<ValueRange> ranges = new ArrayList<>();
    List<List<Object>> block = new ArrayList<>();
    long first = 0;
    for (Map.Entry<Long, List<Object>> row : rows.entrySet()) {
      if (!block.isEmpty() && row.getKey() != first + block.size()) {
        ranges.add(book.rows(tab, first, block));
        block = new ArrayList<>();
      }
      if (block.isEmpty()) {
        first = row.getKey();
      }
      block.add(row.getValue());
    }
    if (!block.isEmpty()) {
      ranges.add(book.rows(tab, first, block));
    }
    return ranges;
  }
}
