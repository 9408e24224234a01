package dev.gridcast.server.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.gridcast.server.store.Changes;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoreRefusedException;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.TableSink;
import dev.gridcast.server.store.jdbc.ChangeListeners;
import dev.gridcast.server.store.jdbc.ExperimentGate;
import dev.gridcast.server.store.jdbc.JdbcReader;
import dev.gridcast.server.store.jdbc.JdbcWriter;
import dev.gridcast.server.store.jdbc.Questions;
import dev.gridcast.server.store.jdbc.Sql;
import dev.gridcast.server.store.jdbc.StoreCheck;
import dev.gridcast.server.store.jdbc.StoreExport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in one schema of a PostgreSQL database, which several servers may have open.
 *
 * <p>A change may be made more than once before it holds: two that were in each other's way are
 * rolled back and tried again. So a change must do nothing but to the store.
 */
public final class PostgresStore implements Store {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

  /** More make a small database slower; several servers share its 100. */
  private static final int MOST_WRITERS = 10;

  private static final int MOST_READERS = 6;

  private static final long MOST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final PostgresAddress address;
  private final PostgresDialect dialect;
  private final ExperimentRecord experiment;
  private final Questions questions;
  private final @Nullable HikariDataSource writers;
  private final HikariDataSource readers;
  private final ChangeListeners listeners = new ChangeListeners();
  private final ThreadLocal<Boolean> changing = ThreadLocal.withInitial(() -> false);

  private PostgresStore(PostgresAddress address, ExperimentRecord experiment, boolean toWrite) {
    this.address = address;
    this.dialect = new PostgresDialect(address);
    this.experiment = experiment;
    this.questions = new Questions(dialect);
    this.writers = toWrite ? Connections.writers(address, MOST_WRITERS) : null;
    this.readers = Connections.readers(address, MOST_READERS);
  }

  /**
   * Opens the store of an experiment, and makes its tables when they are not there. Older tables
   * are brought to this release's.
   *
   * @throws StoreRefusedException when there is no such database or it does not let us in, or when
   *     it holds another experiment or dataset, is of a newer release, or is not ours at all
   */
  public static PostgresStore open(PostgresAddress address, ExperimentRecord experiment) {
    return new PostgresStore(
        address,
        inFirst(
            address,
            sql -> {
              // Before the schema is made, since that too is not for two at once.
              PostgresMigrations.lock(sql, address);
              address
                  .schema()
                  .ifPresent(name -> sql.script("CREATE SCHEMA IF NOT EXISTS " + quoted(name)));
              PostgresMigrations.apply(sql, address);
              ExperimentGate.enter(sql, address.toString(), "another --store", experiment);
              return ExperimentGate.stored(sql).orElseThrow();
            }),
        true);
  }

  /**
   * Opens the store of an experiment that a server has started already, to change it, too.
   *
   * @throws StoreRefusedException when there is none, or one of another release
   */
  public static PostgresStore openExisting(PostgresAddress address) {
    return new PostgresStore(address, existing(address), true);
  }

  /**
   * Opens an existing store to ask questions only.
   *
   * @throws StoreRefusedException when there is none, or one of another release
   */
  public static PostgresStore openReadOnly(PostgresAddress address) {
    return new PostgresStore(address, existing(address), false);
  }

  private static ExperimentRecord existing(PostgresAddress address) {
    return inFirst(
        address,
        sql -> {
          PostgresMigrations.requireNewest(sql, address);
          return ExperimentGate.stored(sql)
              .orElseThrow(
                  () ->
                      new StoreRefusedException(
                          address + " is empty: start the server on it first"));
        });
  }

  private static <T> T inFirst(PostgresAddress address, Function<Sql, T> work) {
    PostgresDialect dialect = new PostgresDialect(address);
    Connection connection = Connections.first(address);
    try (Sql sql = new Sql(connection, dialect)) {
      PostgresMigrations.requireFit(sql, address);
      connection.setAutoCommit(false);
      T answer = work.apply(sql);
      connection.commit();
      return answer;
    } catch (SQLException e) {
      throw dialect.explain(e);
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public ExperimentRecord experiment() {
    return experiment;
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public <T> T write(Function<StoreWriter, T> change) {
    HikariDataSource pool = writers;
    if (pool == null) {
      throw new StoreException(address + " was opened to read only");
    }
    if (changing.get()) {
      throw new IllegalStateException("a change must not call the store again");
    }
    changing.set(true);
    try {
      return listeners.telling(change, made -> untilItHolds(pool, made));
    } finally {
      changing.remove();
    }
  }

  @Override
  public void onChange(Consumer<Changes> listener) {
    listeners.add(listener);
  }

  @Override
  public void offChange(Consumer<Changes> listener) {
    listeners.remove(listener);
  }

  private <T> T untilItHolds(HikariDataSource pool, Function<StoreWriter, T> change) {
    for (int tries = 1; ; tries++) {
      try {
        return once(pool, sql -> change.apply(new JdbcWriter(sql, questions)));
      } catch (UnansweredException e) {
        throw e;
      } catch (StoreException e) {
        if (tries >= SqlState.below(e).tries()) {
          throw e;
        }
        LOG.debug("a change is made anew, try {} failed", tries, e);
        LockSupport.parkNanos(pauseNanos(tries));
      }
    }
  }

  /** Longer each time, and of no fixed length, so that two do not meet again. */
  private static long pauseNanos(int tries) {
    long most = Math.min(MOST_PAUSE_NANOS, TimeUnit.MILLISECONDS.toNanos(2L << tries));
    return ThreadLocalRandom.current().nextLong(most);
  }

  @Override
  public <T> T read(Function<StoreReader, T> question) {
    return once(readers, sql -> question.apply(new JdbcReader(sql, questions)));
  }

  @Override
  public void backup(Path target) {
    throw new StoreRefusedException(
        "a store in PostgreSQL is backed up with PostgreSQL's own pg_dump, while servers run:"
            + " pg_dump --format=custom --file="
            + target
            + address.schema().map(name -> " --schema=" + name).orElse("")
            + " "
            + address.url());
  }

  /** The rows that contradict each other. For damaged files PostgreSQL has {@code pg_amcheck}. */
  @Override
  public List<String> check() {
    return once(readers, StoreCheck::contradictions);
  }

  @Override
  public List<String> tables() {
    return StoreExport.tables();
  }

  @Override
  public void export(Collection<String> tables, boolean weights, TableSink sink) {
    once(
        readers,
        sql -> {
          StoreExport.export(sql, tables, weights, sink);
          return true;
        });
  }

  private <T> T once(HikariDataSource pool, Function<Sql, T> work) {
    if (pool.isClosed()) {
      throw new StoreException("the store " + address + " is closed");
    }
    Connection connection = Connections.borrow(pool, address);
    try (Sql sql = new Sql(connection, dialect)) {
      T answer;
      try {
        answer = work.apply(sql);
      } catch (RuntimeException | Error e) {
        rollBack(connection, e);
        throw e;
      }
      commit(connection);
      return answer;
    }
  }

  private void commit(Connection connection) {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (SqlState.of(e) == SqlState.GONE) {
        throw new UnansweredException(
            "the store "
                + address
                + " broke off while a change was being stored, and it is not known whether it was: "
                + SqlState.text(e),
            e);
      }
      throw dialect.explain(e);
    }
  }

  private static void rollBack(Connection connection, Throwable why) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // A connection that broke rolls back by itself; the first error is the one to tell.
      why.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    if (writers != null) {
      writers.close();
    }
    readers.close();
  }
}
