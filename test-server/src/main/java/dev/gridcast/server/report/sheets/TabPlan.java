package dev.gridcast.server.report.sheets;

import java.util.List;

/**
 * How a tab looks when it is made.
 *
 * @param tab which
 * @param heads its columns
 * @param rows how many rows it has at first, with the header
 * @param most how many it can ever need
 */
record TabPlan(Tab tab, List<Head> heads, int rows, long most) {

  /** Columns that a tab has at first beside ours, for people's own. */
  static final int SPARE_COLUMNS = 4;

  TabPlan {
    heads = List.copyOf(heads);
  }

  /** What a column is, as far as its looks go. */
  enum Look {
    NUMBER(110),
    TIME(190),
    WORD(150),
    TEXT(320),
    HASH(120),
    /** Green above zero, red below. */
    SKILL(110);

    private final int pixels;

    Look(int pixels) {
      this.pixels = pixels;
    }

    int pixels() {
      return pixels;
    }
  }

  /** The head of a column. */
  record Head(String name, Look look) {}

  int width() {
    return heads.size();
  }

  /** The first row. */
  List<Object> header() {
    return List.copyOf(heads.stream().map(Head::name).toList());
  }

  /** At most how many cells it will ever need. */
  long cells() {
    return most * (width() + SPARE_COLUMNS);
  }
}
