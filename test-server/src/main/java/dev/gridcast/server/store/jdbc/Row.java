package dev.gridcast.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The row on which a result set stands, read from left to right: by position, since looking a
 * column up by its name costs more than reading it.
 */
public final class Row {

  private final ResultSet found;
  private int column;

  Row(ResultSet found) {
    this.found = found;
  }

  boolean next() throws SQLException {
    column = 0;
    return found.next();
  }

  /** The next column, which is never null. */
  public String text() throws SQLException {
    return found.getString(++column);
  }

  /** The next column. */
  public @Nullable String textOrNull() throws SQLException {
    return found.getString(++column);
  }

  /** The next column; empty when it is null. */
  public String textOrEmpty() throws SQLException {
    String text = found.getString(++column);
    return text == null ? "" : text;
  }

  /** The next column; 0 when it is null. */
  public long number() throws SQLException {
    return found.getLong(++column);
  }

  /** The next column. */
  public @Nullable Long numberOrNull() throws SQLException {
    long value = found.getLong(++column);
    return found.wasNull() ? null : value;
  }

  /** The next column; 0 when it is null. */
  public int count() throws SQLException {
    return found.getInt(++column);
  }

  /** The next column; 0 when it is null. */
  public double real() throws SQLException {
    return found.getDouble(++column);
  }

  /** The next column; empty when it is null. */
  public OptionalDouble realOrEmpty() throws SQLException {
    double value = found.getDouble(++column);
    return found.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The next column, a 0 or a 1. */
  public boolean flag() throws SQLException {
    return found.getInt(++column) != 0;
  }

  /** The next column; empty when it is null. */
  public byte[] bytes() throws SQLException {
    byte[] bytes = found.getBytes(++column);
    return bytes == null ? new byte[0] : bytes;
  }

  /** The next column, milliseconds since 1970. */
  public Instant time() throws SQLException {
    return Instant.ofEpochMilli(number());
  }

  /** The next column. */
  public @Nullable Instant timeOrNull() throws SQLException {
    long millis = number();
    return found.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  /**
   * The next column as a value of its own class; null when it is null.
   *
   * @param kind {@code "} text, {@code #} number, {@code ~} figure, {@code ?} flag, {@code @} time,
   *     {@code !} bytes
   */
  @Nullable Object value(char kind) throws SQLException {
    Object value =
        switch (kind) {
          case '"' -> found.getString(++column);
          case '#' -> found.getLong(++column);
          case '~' -> found.getDouble(++column);
          case '?' -> found.getInt(++column) != 0;
          case '@' -> Instant.ofEpochMilli(found.getLong(++column));
          case '!' -> found.getBytes(++column);
          default -> throw new IllegalArgumentException("no kind of column: " + kind);
        };
    return found.wasNull() ? null : value;
  }
}
