package dev.gridcast.server.report.sheets;

import dev.gridcast.server.report.CaseTable;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tab with a row for every case. What changed is written soon, in the order in which it
 * changed; and everything is compared with the store from the first case to the last, again and
 * again, which finds what people, other processes, and replies that came too late have changed.
 */
final class CaseRows {

  /** How many changed cases are remembered; about 10 MB. */
  static final int MOST_DIRTY = 100_000;

  /** How many rows are remembered as written, so that they are not written again for nothing. */
  private static final int MOST_KNOWN = 100_000;

  private static final int BATCH = 1_000;

  /** So many rows are compared at once at most, where most are empty. */
  private static final long LONGEST_LOOK = 10_000;

  private final Store store;
  private final Library library;
  private final Dirty dirty;
  private final Map<Long, Integer> written =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
          return size() > MOST_KNOWN;
        }
      };
  private CaseTable table;
  private long cursor;
  private boolean urgent = true;
  private long repaired;
  private long passed;

  /**
   * @param mostDirty how many changed cases are remembered
   */
  CaseRows(Store store, Library library, int mostDirty) {
    this.store = store;
    this.library = library;
    this.dirty = new Dirty(mostDirty);
    this.table = store.read(reader -> CaseTable.of(store.experiment(), reader));
  }

  /** These cases may have changed. */
  void changed(Collection<Long> cases) {
    dirty.add(cases);
    if (dirty.takeOverflow()) {
      compareAll();
    }
  }

  /** Everything must be compared, soon, from the first case on. */
  void compareAll() {
    cursor = 0;
    urgent = true;
    written.clear();
  }

  /** How many changed cases wait. */
  int waiting() {
    return dirty.size();
  }

  /** Whether more than what waits may be wrong in the sheet. */
  boolean isUrgent() {
    return urgent;
  }

  /** How many cases were compared, in all. */
  long compared() {
    return passed;
  }

  /** How many rows a comparison had to write, in all. */
  long repaired() {
    return repaired;
  }

  /** Writes the cases that changed first, at most one request; whether there were any. */
  boolean writeChanged() throws SheetsFault, InterruptedException {
    if (dirty.isEmpty()) {
      return false;
    }
    Layout layout = library.layout();
    long number = layout.book(dirty.first());
    List<Long> taken = dirty.take(BATCH, index -> layout.book(index) == number);
    boolean done = false;
    try {
      Map<Long, List<Object>> rows = rows(taken);
      RowBatch batch = new RowBatch();
      List<Long> later = new ArrayList<>();
      Map<Long, Integer> hashes = new TreeMap<>();
      rows.forEach(
          (index, row) -> {
            int hash = row.hashCode();
            Integer known = written.get(index);
            if (known != null && known == hash) {
              return;
            }
            if (batch.takes(row)) {
              batch.add(layout.row(index), row);
              hashes.put(index, hash);
            } else {
              later.add(index);
            }
          });
      write(library.book(number), batch);
      written.putAll(hashes);
      dirty.putBack(later);
      done = true;
    } finally {
      if (!done) {
        dirty.putBack(taken); // whatever went wrong, nothing is forgotten
      }
    }
    return true;
  }

  private Map<Long, List<Object>> rows(List<Long> cases) {
    return store.read(
        reader -> {
          refresh(CaseTable.of(store.experiment(), reader));
          Map<Long, List<Object>> rows = new LinkedHashMap<>();
          for (long index : cases) {
            reader.report(index).ifPresent(report -> rows.put(index, row(report)));
          }
          return rows;
        });
  }

  private List<Object> row(CaseReport report) {
    return Cells.fitting(table.row(report));
  }

  /** Some columns compare with baselines: when those are better known, all rows change. */
  private void refresh(CaseTable now) {
    if (!now.agreesWith(table)) {
      table = now;
      compareAll();
    }
  }

  private static void write(Workbook book, RowBatch batch)
      throws SheetsFault, InterruptedException {
    if (!batch.isEmpty()) {
      book.grow(Tab.RESULTS, batch.last());
      book.write(batch.ranges(book, Tab.RESULTS));
    }
  }

  /**
   * Compares the next rows with the store and writes those that differ.
   *
   * @param trust whether rows are taken for wrong without looking, which costs no reads
   */
  void compareSome(boolean trust) throws SheetsFault, InterruptedException {
    long from = cursor;
    SortedMap<Long, List<Object>> next = next(from);
    if (cursor != from) {
      return; // everything changed: from the first case again
    }
    Layout layout = library.layout();
    long number = layout.book(from);
    boolean needed = !next.isEmpty() && layout.book(next.firstKey()) == number;
    if (needed || library.has(number)) {
      Workbook book = library.book(number);
      long lowest = layout.index(number, book.rows(Tab.RESULTS));
      long until = Math.min(layout.last(number), from + LONGEST_LOOK - 1);
      if (next.size() == BATCH) {
        until = Math.min(until, next.lastKey()); // what comes after is not known yet
      }
      SortedMap<Long, List<Object>> rows = next.headMap(until + 1);
      long matters = Math.min(until, rows.isEmpty() ? lowest : Math.max(lowest, rows.lastKey()));
      if (matters >= from) {
        repair(book, number, from, matters, rows, trust);
        cursor = until + 1;
        return;
      }
    }
    goOn(number, next);
  }

  /** To where the next case or spreadsheet is; after the last, to the first. */
  private void goOn(long number, SortedMap<Long, List<Object>> next) {
    OptionalLong book =
        library.ids().keySet().stream()
            .mapToLong(other -> other)
            .filter(other -> other > number)
            .map(other -> library.layout().first(other))
            .min();
    if (next.isEmpty() && book.isEmpty()) {
      urgent = false;
      cursor = 0;
    } else {
      cursor =
          Math.min(next.isEmpty() ? Long.MAX_VALUE : next.firstKey(), book.orElse(Long.MAX_VALUE));
    }
  }

  private SortedMap<Long, List<Object>> next(long from) {
    return store.read(
        reader -> {
          refresh(CaseTable.of(store.experiment(), reader));
          SortedMap<Long, List<Object>> rows = new TreeMap<>();
          for (CaseReport report : reader.reports(from, BATCH)) {
            rows.put(report.testCase().index(), row(report));
          }
          return rows;
        });
  }

  private void repair(
      Workbook book,
      long number,
      long from,
      long until,
      SortedMap<Long, List<Object>> rows,
      boolean trust)
      throws SheetsFault, InterruptedException {
    Layout layout = library.layout();
    TabPlan plan = book.plan(Tab.RESULTS);
    long size = book.rows(Tab.RESULTS);
    long first = from == layout.first(number) ? 1 : layout.row(from);
    long last = layout.row(until);
    List<List<Object>> found =
        trust || first > size ? List.of() : book.read(Tab.RESULTS, first, Math.min(last, size));
    RowBatch batch = new RowBatch();
    for (long row = first; row <= last; row++) {
      List<Object> wanted =
          row == 1
              ? plan.header()
              : rows.getOrDefault(layout.index(number, row), Cells.blank(plan.width()));
      int place = (int) (row - first);
      List<Object> theirs = place < found.size() ? found.get(place) : List.of();
      if (!Cells.same(wanted, theirs) || (trust && row <= size)) {
        if (!batch.takes(wanted)) {
          write(book, batch);
          batch = new RowBatch();
        }
        batch.add(row, wanted);
        repaired++;
      }
    }
    write(book, batch);
    rows.forEach((index, row) -> written.put(index, row.hashCode()));
    passed += rows.size();
  }
}
