package dev.gridcast.server.insight;

import dev.gridcast.trainer.series.Names;

/** Finding the columns that a question names. */
final class Columns {

  private Columns() {}

  /**
   * A column by its key.
   *
   * @param parameter the part of the question that names it
   */
  static BoardColumn find(BoardTable table, String key, String parameter) throws QueryException {
    BoardColumn column = table.find(key);
    if (column == null) {
      throw new QueryException(
          "UNKNOWN_COLUMN",
          parameter,
          "there is no column \""
              + key
              + "\""
              + Names.didYouMean(
                  key, table.columns().stream().map(other -> other.spec().key()).toList()));
    }
    return column;
  }

  /** A column of figures by which models can be compared. */
  static BoardColumn metric(BoardTable table, String key) throws QueryException {
    BoardColumn column = find(table, key, "metric");
    if (column.spec().parameter() || column.spec().better().isEmpty() || key.equals("rank")) {
      throw new QueryException(
          "BAD_METRIC",
          "metric",
          "\""
              + key
              + "\" is no metric; take rmse, skill, mae, directionalAccuracy,"
              + " validationRmse or seconds");
    }
    return column;
  }

  /** A parameter of the cases. */
  static BoardColumn parameter(BoardTable table, String key, String part) throws QueryException {
    BoardColumn column = find(table, key, part);
    if (!column.spec().parameter()) {
      throw new QueryException(
          "BAD_PARAMETER", part, "\"" + key + "\" is no parameter of the cases; take param.NAME");
    }
    return column;
  }
}
