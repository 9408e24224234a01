package dev.gridcast.server.store.sqlite;

import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreRefusedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * One connection, its prepared statements, and JDBC without its ceremony. For one thread at a time.
 */
final class Sql implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sql.class);
  private static final int BUSY_TIMEOUT_MILLIS = 10_000;

  private final Path file;
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private Sql(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** A connection that may change the file, and creates it when it is not there. */
  static Sql openWriter(Path file) throws SQLException {
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    return open(file, config);
  }

  /**
   * A connection that only asks. Not SQLite's read-only mode: that cannot read what a killed server
   * left in its write-ahead log.
   */
  static Sql openReader(Path file) throws SQLException {
    Sql sql = open(file, config());
    sql.script("PRAGMA query_only = ON");
    return sql;
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.enforceForeignKeys(true);
    // NORMAL may lose commits that were acknowledged when the power goes.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return config;
  }

  private static Sql open(Path file, SQLiteConfig config) throws SQLException {
    return new Sql(file, config.createConnection("jdbc:sqlite:" + file));
  }

  /** Runs any number of statements, separated by semicolons. */
  void script(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Runs one statement; gives the number of rows changed. */
  int run(String sql, @Nullable Object... values) {
    try {
      return bound(prepare(sql), values).executeUpdate();
    } catch (SQLException e) {
      forget(sql);
      throw failed(e);
    }
  }

  /** Runs one statement that must change exactly one row. */
  void runOne(String sql, @Nullable Object... values) {
    int rows = run(sql, values);
    if (rows != 1) {
      throw new StoreException(
          file + ": a change should touch 1 row but touched " + rows + ": " + sql);
    }
  }

  <T> Optional<T> first(RowMapper<T> mapper, String sql, @Nullable Object... values) {
    List<T> rows = all(mapper, sql, values);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  <T> List<T> all(RowMapper<T> mapper, String sql, @Nullable Object... values) {
    List<T> rows = new ArrayList<>();
    try (ResultSet found = bound(prepare(sql), values).executeQuery()) {
      while (found.next()) {
        rows.add(mapper.map(found));
      }
      return rows;
    } catch (SQLException e) {
      forget(sql);
      throw failed(e);
    }
  }

  /**
   * Rows one at a time, on a statement of their own, so that the consumer may ask other questions.
   */
  <T> void each(RowMapper<T> mapper, Consumer<T> consumer, String sql) {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        consumer.accept(mapper.map(found));
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  /** A statement that failed once, as on a full disk, would fail for ever. */
  private void forget(String sql) {
    try (PreparedStatement broken = prepared.remove(sql)) {
      LOG.debug("to be prepared anew: {}, {}", sql, broken);
    } catch (SQLException e) {
      LOG.debug("closing a statement that had failed", e);
    }
  }

  private static PreparedStatement bound(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private StoreException failed(SQLException e) {
    if (e.getErrorCode() == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return notADatabase(file);
    }
    return new StoreException(
        "the store "
            + file
            + " failed: "
            + e.getMessage()
            + "; check that its disk has room and that its folder can be written",
        e);
  }

  static StoreRefusedException notADatabase(Path file) {
    return new StoreRefusedException(
        file + " is not a database: give another --data-dir, or move the file away");
  }

  /** Turns the row that the result set stands on into a value. */
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }
}
