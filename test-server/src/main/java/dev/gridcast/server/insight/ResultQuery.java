package dev.gridcast.server.insight;

import java.util.List;

/**
 * Which results, in which order, and what of them.
 *
 * @param where conditions that must all hold, {@code KEY:OP:VALUE} each: {@code eq}, {@code ne},
 *     {@code in} (a|b|c), {@code contains}, {@code lt}, {@code le}, {@code gt}, {@code ge}, {@code
 *     between} (a..b, both included). What is not known fulfils {@code ne} alone
 * @param sort key of a column; empty: the rank. Ties go by case, what is not known comes last
 * @param descending whether the largest come first
 * @param columns keys of the columns wanted, in order; empty: all
 */
public record ResultQuery(
    List<String> where, String sort, boolean descending, List<String> columns) {

  /** Everything, the best first. */
  public static final ResultQuery ALL = new ResultQuery(List.of(), "", false, List.of());

  public ResultQuery {
    where = List.copyOf(where);
    columns = List.copyOf(columns);
  }
}
