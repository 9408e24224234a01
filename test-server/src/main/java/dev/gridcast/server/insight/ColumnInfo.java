package dev.gridcast.server.insight;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a column of the results holds.
 *
 * @param key its name in queries, {@code param.NAME} for a parameter of the cases
 * @param title for people
 * @param type how its values are to be read
 * @param unit for people, {@code price} for the labels' own unit; empty without one
 * @param description one line for people
 * @param better {@code lower} or {@code higher}; empty where neither is
 * @param varying whether it is a parameter that differs from case to case
 * @param parameter whether it is a parameter of the cases
 * @param min the smallest number there is; empty where there are none
 * @param max the largest number there is; empty where there are none
 * @param categories the words there are, sorted; empty unless it is a category
 */
public record ColumnInfo(
    String key,
    String title,
    ColumnType type,
    String unit,
    String description,
    String better,
    boolean varying,
    boolean parameter,
    OptionalDouble min,
    OptionalDouble max,
    List<String> categories) {

  /** What the key of a parameter begins with. */
  public static final String PARAMETER = "param.";

  public ColumnInfo {
    categories = List.copyOf(categories);
  }
}
