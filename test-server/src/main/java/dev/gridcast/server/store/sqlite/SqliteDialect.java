package dev.gridcast.server.store.sqlite;

import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreRefusedException;
import dev.gridcast.server.store.jdbc.Dialect;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/**
 * SQLite's words. Its planner knows nothing of how many rows there are and is told how to go; there
 * is one writer at a time, so that nothing must be kept from others.
 *
 * @param file the file, for messages
 */
record SqliteDialect(Path file) implements Dialect {

  @Override
  public String through(String index) {
    return " INDEXED BY " + index;
  }

  @Override
  public String thenJoin() {
    return " CROSS JOIN ";
  }

  @Override
  public String joined(String column) {
    return "group_concat(" + column + ")";
  }

  @Override
  public String keep(String alias) {
    return "";
  }

  @Override
  public String keepFree(String alias) {
    return "";
  }

  @Override
  public StoreException explain(SQLException failure) {
    if (failure.getErrorCode() == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return notADatabase();
    }
    return new StoreException(
        "the store "
            + file
            + " failed: "
            + failure.getMessage()
            + "; check that its disk has room and that its folder can be written",
        failure);
  }

  StoreRefusedException notADatabase() {
    return new StoreRefusedException(
        file + " is not a database: give another --data-dir, or move the file away");
  }
}
