package dev.gridcast.server.insight;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a column is, whatever its values: see {@link ColumnInfo}.
 *
 * @param type of a parameter, what its name promises
 */
record ColumnSpec(
    String key,
    String title,
    ColumnType type,
    String unit,
    String description,
    String better,
    boolean varying,
    boolean parameter) {

  ColumnInfo info(
      ColumnType found, OptionalDouble min, OptionalDouble max, List<String> categories) {
    return new ColumnInfo(
        key, title, found, unit, description, better, varying, parameter, min, max, categories);
  }
}
