package dev.gridcast.server.store.jdbc;

import dev.gridcast.server.store.StoreException;
import java.sql.SQLException;

/** What the databases do not say in the same words. */
public interface Dialect {

  /** Behind a table's alias: reads it through that index, whatever the planner thinks. */
  String through(String index);

  /** Joins tables in the order in which they are written, where that can be said. */
  String thenJoin();

  /** An aggregate: the texts of a column, joined by commas. */
  String joined(String column);

  /**
   * At the end of a question of a writer: keeps its rows of this table from being changed by others
   * until the change is over. Empty where there is only one writer at a time.
   *
   * @param alias the table's alias in the question
   */
  String keep(String alias);

  /** Like {@link #keep}, but passes over rows that others keep. */
  String keepFree(String alias);

  /** What a failure of the database means to whoever uses the store. */
  StoreException explain(SQLException failure);
}
