package dev.gridcast.server.report.sheets;

/**
 * Where the row of a case is, computed from its index alone: that is why writing it twice changes
 * nothing.
 *
 * @param cases how many cases each spreadsheet holds
 */
record Layout(long cases) {

  /** Columns that people may add to the results before a spreadsheet holds too much. */
  private static final int SPARE_COLUMNS = 10;

  /** The row below the header. */
  private static final int FIRST_ROW = 2;

  Layout {
    if (cases < 1) {
      throw new IllegalArgumentException("a spreadsheet of " + cases + " cases");
    }
  }

  /**
   * As many cases as fit.
   *
   * @param cells how many cells a spreadsheet can have
   * @param others how many the other tabs may need
   * @param width how many columns a case has
   */
  static Layout of(long cells, long others, int width) {
    return new Layout(Math.max(1, (cells - others) / (width + SPARE_COLUMNS) - 1));
  }

  /** Which spreadsheet holds a case, from 0. */
  long book(long index) {
    return index / cases;
  }

  /** The row of a case within its spreadsheet, from 1. */
  long row(long index) {
    return index % cases + FIRST_ROW;
  }

  /** The first case of a spreadsheet. */
  long first(long book) {
    return book * cases;
  }

  /** The last case that a spreadsheet holds. */
  long last(long book) {
    long last = first(book) + cases - 1;
    return last < 0 ? Long.MAX_VALUE - 1 : last;
  }

  /** The case of a row. */
  long index(long book, long row) {
    return first(book) + row - FIRST_ROW;
  }
}
