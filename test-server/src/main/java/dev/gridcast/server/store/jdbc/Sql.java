package dev.gridcast.server.store.jdbc;

import dev.gridcast.server.store.StoreException;
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

/**
 * One connection, its prepared statements, and JDBC without its ceremony. For one thread at a time.
 */
public final class Sql implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sql.class);

  private final Connection connection;
  private final Dialect dialect;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  /** Takes a connection over; {@link #close} closes it. */
  public Sql(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Runs any number of statements, separated by semicolons. */
  public void script(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw dialect.explain(e);
    }
  }

  /** Runs one statement; gives the number of rows changed. */
  public int run(String sql, @Nullable Object... values) {
    try {
      return bound(prepare(sql), values).executeUpdate();
    } catch (SQLException e) {
      forget(sql);
      throw dialect.explain(e);
    }
  }

  /** Runs one statement that must change exactly one row. */
  public void runOne(String sql, @Nullable Object... values) {
    int rows = run(sql, values);
    if (rows != 1) {
      throw new StoreException("a change should touch 1 row but touched " + rows + ": " + sql);
    }
  }

  /** The first row. */
  public <T> Optional<T> first(RowMapper<T> mapper, String sql, @Nullable Object... values) {
    try (ResultSet found = bound(prepare(sql), values).executeQuery()) {
      Row row = new Row(found);
      return row.next() ? Optional.of(mapper.map(row)) : Optional.empty();
    } catch (SQLException e) {
      forget(sql);
      throw dialect.explain(e);
    }
  }

  /** Every row. */
  public <T> List<T> all(RowMapper<T> mapper, String sql, @Nullable Object... values) {
    List<T> rows = new ArrayList<>();
    try (ResultSet found = bound(prepare(sql), values).executeQuery()) {
      Row row = new Row(found);
      while (row.next()) {
        rows.add(mapper.map(row));
      }
      return rows;
    } catch (SQLException e) {
      forget(sql);
      throw dialect.explain(e);
    }
  }

  /**
   * Rows one at a time, on a statement of their own, so that the consumer may ask other questions.
   */
  public <T> void each(RowMapper<T> mapper, Consumer<T> consumer, String sql) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      // Without it some drivers hold the whole answer in memory; the others ignore it.
      statement.setFetchSize(256);
      try (ResultSet found = statement.executeQuery()) {
        Row row = new Row(found);
        while (row.next()) {
          consumer.accept(mapper.map(row));
        }
      }
    } catch (SQLException e) {
      throw dialect.explain(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw dialect.explain(e);
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

  /** Turns a row into a value. */
  public interface RowMapper<T> {
    T map(Row row) throws SQLException;
  }
}
