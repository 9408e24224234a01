package dev.gridcast.server.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to one database: a first one, to see whether it is there, then pools of them. */
final class Connections {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  /** How long a change or a question waits for a connection before it fails. */
  private static final Duration BORROW_WITHIN = Duration.ofSeconds(4);

  /** A database that says nothing for so long is gone, whatever the network believes. */
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);

  /**
   * For connections that change: one that waits longer for a row has met a bug or a machine that is
   * gone; and what a machine that is gone has kept, the database lets go after as long.
   */
  private static final String PATIENCE =
      "SET lock_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s';";

  /** An acknowledged result must be on the disk, whatever the database is set to. */
  private static final String DURABLE =
      "SELECT set_config('synchronous_commit', 'on', false)"
          + " WHERE current_setting('synchronous_commit') = 'off'";

  private Connections() {}

  /**
   * A first connection.
   *
   * @throws StoreRefusedException when there is no such database or it does not let us in, in one
   *     line that says what to do
   */
  static Connection first(PostgresAddress address) {
    try {
      return source(address).getConnection();
    } catch (SQLException e) {
      throw refused(address, e);
    }
  }

  /** A pool of connections that change. */
  static HikariDataSource writers(PostgresAddress address, int most) {
    HikariConfig config = pool(address, "store-writers", most);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionInitSql(PATIENCE + DURABLE);
    return new HikariDataSource(config);
  }

  /** A pool of connections that ask, each question about one moment. */
  static HikariDataSource readers(PostgresAddress address, int most) {
    HikariConfig config = pool(address, "store-readers", most);
    config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    config.setReadOnly(true);
    return new HikariDataSource(config);
  }

  /**
   * A connection of a pool.
   *
   * @throws StoreException when the database does not answer
   */
  static Connection borrow(HikariDataSource pool, PostgresAddress address) {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw new UnansweredException(
          "the store " + address + " cannot be reached: " + SqlState.text(e), e);
    }
  }

  private static HikariConfig pool(PostgresAddress address, String name, int most) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source(address));
    config.setAutoCommit(false);
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(BORROW_WITHIN.toMillis());
    config.setValidationTimeout(BORROW_WITHIN.toMillis() / 2);
    config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
    // The first connection was made already; a database that goes away now may come back.
    config.setInitializationFailTimeout(-1);
    return config;
  }

  private static PGSimpleDataSource source(PostgresAddress address) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {address.host()});
    source.setPortNumbers(new int[] {address.port()});
    source.setDatabaseName(address.database());
    source.setUser(address.user());
    address.password().ifPresent(source::setPassword);
    address.schema().ifPresent(source::setCurrentSchema);
    source.setApplicationName("gridcast");
    source.setConnectTimeout((int) CONNECT_WITHIN.toSeconds());
    source.setSocketTimeout((int) ANSWER_WITHIN.toSeconds());
    source.setTcpKeepAlive(true);
    // Details quote rows, and with them leases, which are secrets of their volunteers.
    source.setLogServerErrorDetail(false);
    address
        .encryption()
        .forEach(
            (name, value) -> {
              try {
                source.setProperty(name, value);
              } catch (SQLException e) {
                throw new StoreRefusedException(
                    "the address of the database has "
                        + name
                        + "="
                        + value
                        + ": "
                        + e.getMessage());
              }
            });
    return source;
  }

  private static StoreRefusedException refused(PostgresAddress address, SQLException failure) {
    String code = String.valueOf(failure.getSQLState());
    String said = SqlState.text(failure);
    if (code.startsWith("28") || (code.equals("08004") && address.password().isEmpty())) {
      return new StoreRefusedException(
          address
              + " does not let user "
              + address.user()
              + " in ("
              + said
              + "): give the password in the environment variable PGPASSWORD or in ~/.pgpass");
    }
    if (code.equals("3D000")) {
      return new StoreRefusedException(
          address + ": there is no database " + address.database() + "; make it with createdb");
    }
    return new StoreRefusedException(
        "no PostgreSQL answers at "
            + address
            + " ("
            + said
            + "): see that it runs there, or give another --store");
  }
}
