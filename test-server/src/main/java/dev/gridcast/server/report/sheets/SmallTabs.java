package dev.gridcast.server.report.sheets;

import com.google.api.services.sheets.v4.model.ValueRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Keeps the small tabs like the store: of each only the rows that differ are written. */
final class SmallTabs {

  private static final List<Tab> TABS =
      List.of(Tab.LEADERBOARD, Tab.VOLUNTEERS, Tab.EXPERIMENT, Tab.FORECASTS, Tab.BEST_SO_FAR);

  private final TableRows rows;
  private final Library library;
  private final Map<Tab, List<List<Object>>> known = new EnumMap<>(Tab.class);

  SmallTabs(TableRows rows, Library library) {
    this.rows = rows;
    this.library = library;
  }

  /** What stands in them may be anything: it is read before it is written the next time. */
  void forget() {
    known.clear();
  }

  /** Writes what differs from what is known to stand there. */
  void refresh() throws SheetsFault, InterruptedException {
    Workbook book = library.book(0);
    Map<Tab, List<List<Object>>> now = rows.now(library.layout(), library.ids());
    if (known.isEmpty()) {
      List<List<List<Object>>> found = book.readAll(TABS);
      for (int i = 0; i < TABS.size(); i++) {
        known.put(TABS.get(i), found.get(i));
      }
    }
    Writing writing = new Writing(book);
    boolean done = false;
    try {
      for (Tab tab : TABS) {
        compare(writing, tab, now.getOrDefault(tab, List.of()));
      }
      writing.finish();
      done = true;
    } finally {
      if (!done) {
        known.clear(); // who knows what was written
      }
    }
  }

  private void compare(Writing writing, Tab tab, List<List<Object>> below)
      throws SheetsFault, InterruptedException {
    TabPlan plan = writing.book.plan(tab);
    List<List<Object>> wanted = new ArrayList<>();
    wanted.add(plan.header());
    below.forEach(row -> wanted.add(Cells.fitting(row)));
    List<List<Object>> there = known.getOrDefault(tab, List.of());
    writing.book.grow(tab, wanted.size());
    for (int i = 0; i < Math.max(wanted.size(), there.size()); i++) {
      List<Object> ours = i < wanted.size() ? wanted.get(i) : Cells.blank(plan.width());
      if (!Cells.same(ours, i < there.size() ? there.get(i) : List.of())) {
        writing.add(tab, i + 1L, ours);
      }
    }
    writing.endOf(tab);
    known.put(tab, wanted);
  }

  /** Rows on their way, in as few requests as may be. */
  private static final class Writing {

    private final Workbook book;
    private final List<ValueRange> ranges = new ArrayList<>();
    private RowBatch batch = new RowBatch();
    private long bytes;

    Writing(Workbook book) {
      this.book = book;
    }

    void add(Tab tab, long row, List<Object> cells) throws SheetsFault, InterruptedException {
      if (!batch.takes(cells)) {
        endOf(tab);
      }
      batch.add(row, cells);
    }

    void endOf(Tab tab) throws SheetsFault, InterruptedException {
      if (bytes + batch.bytes() > RowBatch.MOST_BYTES) {
        finish();
      }
      ranges.addAll(batch.ranges(book, tab));
      bytes += batch.bytes();
      batch = new RowBatch();
    }

    void finish() throws SheetsFault, InterruptedException {
      if (!ranges.isEmpty()) {
        book.write(List.copyOf(ranges));
        ranges.clear();
        bytes = 0;
      }
    }
  }
}
