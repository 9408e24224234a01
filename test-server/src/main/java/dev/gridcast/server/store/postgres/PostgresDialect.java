package dev.gridcast.server.store.postgres;

import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.jdbc.Dialect;
import java.sql.SQLException;

/**
 * PostgreSQL's words. Its planner knows how many rows there are and finds its own way.
 *
 * @param address the database, for messages
 */
record PostgresDialect(PostgresAddress address) implements Dialect {

  @Override
  public String through(String index) {
    return "";
  }

  @Override
  public String thenJoin() {
    return " JOIN ";
  }

  @Override
  public String joined(String column) {
    return "string_agg(" + column + ", ',')";
  }

  /** Not {@code FOR UPDATE}: that would also stand in the way of rows that only refer to it. */
  @Override
  public String keep(String alias) {
    return " FOR NO KEY UPDATE OF " + alias;
  }

  @Override
  public String keepFree(String alias) {
    return keep(alias) + " SKIP LOCKED";
  }

  @Override
  public StoreException explain(SQLException failure) {
    String what =
        switch (SqlState.of(failure)) {
          case GONE -> " does not answer";
          case FULL -> " has no room left: make some on its disk";
          default -> " failed";
        };
    return new StoreException(
        "the store " + address + what + ": " + SqlState.text(failure), failure);
  }
}
