package dev.gridcast.server.store.sqlite;

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
import dev.gridcast.server.store.jdbc.Questions;
import dev.gridcast.server.store.jdbc.Row;
import dev.gridcast.server.store.jdbc.Sql;
import dev.gridcast.server.store.jdbc.StoreCheck;
import dev.gridcast.server.store.jdbc.StoreExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * A store in one SQLite file.
 *
 * <p>One connection writes, the changes of many threads in one transaction; each question borrows a
 * connection of its own, so a long report holds up nobody.
 */
public final class SqliteStore implements Store {

  private final Path file;
  private final ExperimentRecord experiment;
  private final Questions questions;
  private final @Nullable GroupCommit writer;
  private final ConcurrentLinkedDeque<Sql> idleReaders = new ConcurrentLinkedDeque<>();
  private final ChangeListeners listeners = new ChangeListeners();
  private volatile boolean closed;

  private SqliteStore(Path file, ExperimentRecord experiment, @Nullable Sql writer) {
    this.file = file;
    this.experiment = experiment;
    this.questions = new Questions(new SqliteDialect(file));
    this.writer = writer == null ? null : new GroupCommit(file, writer, questions);
  }

  /**
   * Opens the store of an experiment, and makes it when the file, or its folder, is not there. An
   * older file is brought to this release's tables.
   *
   * @throws StoreRefusedException when the file holds another experiment or dataset, is of a newer
   *     release, or is no store at all
   */
  public static SqliteStore open(Path file, ExperimentRecord experiment) {
    return open(file, experiment, SynchronousMode.FULL);
  }

  /**
   * Like {@link #open}, for simulations: does not wait for the disk, so that acknowledged changes
   * may be lost when the machine stops.
   */
  public static SqliteStore openRelaxed(Path file, ExperimentRecord experiment) {
    return open(file, experiment, SynchronousMode.OFF);
  }

  private static SqliteStore open(Path file, ExperimentRecord experiment, SynchronousMode mode) {
    try {
      Files.createDirectories(folder(file));
    } catch (IOException e) {
      throw new StoreRefusedException(
          "cannot make the folder " + folder(file) + " (" + e + "): give another --data-dir");
    }
    Sql writer = SqliteFile.openWriter(file, mode);
    try {
      Migrations.apply(writer, file);
      ExperimentRecord entered =
          inTransaction(
              writer,
              "BEGIN IMMEDIATE",
              () -> {
                ExperimentGate.enter(writer, file.toString(), "another --data-dir", experiment);
                return ExperimentGate.stored(writer).orElseThrow();
              });
      SqliteFile.quicken(writer);
      return new SqliteStore(file, entered, writer);
    } catch (RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  /**
   * Opens an existing store to ask questions only, whether a server is writing it or not.
   *
   * @throws StoreRefusedException when there is no store, or one of another release
   */
  public static SqliteStore openReadOnly(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new StoreRefusedException(
          "there are no results at " + file + ": give the --data-dir of a server that was started");
    }
    Sql reader = SqliteFile.openReader(file);
    try {
      int version = Migrations.version(reader, file);
      if (version < Migrations.newest()) {
        throw new StoreRefusedException(
            file
                + (version == 0
                    ? " is empty: start the server on it first"
                    : " was written by an older release: start the server on it once"));
      }
      ExperimentRecord experiment =
          ExperimentGate.stored(reader)
              .orElseThrow(
                  () ->
                      new StoreRefusedException(file + " is empty: start the server on it first"));
      SqliteStore store = new SqliteStore(file, experiment, null);
      store.idleReaders.push(reader);
      return store;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  @Override
  public ExperimentRecord experiment() {
    return experiment;
  }

  @Override
  public <T> T write(Function<StoreWriter, T> change) {
    if (writer == null) {
      throw new StoreException(file + " was opened to read only");
    }
    return listeners.telling(change, writer::write);
  }

  @Override
  public void onChange(Consumer<Changes> listener) {
    listeners.add(listener);
  }

  @Override
  public void offChange(Consumer<Changes> listener) {
    listeners.remove(listener);
  }

  @Override
  public <T> T read(Function<StoreReader, T> question) {
    return ask(sql -> question.apply(new JdbcReader(sql, questions)));
  }

  private <T> T ask(Function<Sql, T> question) {
    requireOpen();
    Sql reader =
        Optional.ofNullable(idleReaders.poll()).orElseGet(() -> SqliteFile.openReader(file));
    try {
      return inTransaction(reader, "BEGIN", () -> question.apply(reader));
    } finally {
      idleReaders.push(reader);
      if (closed) {
        closeIdleReaders();
      }
    }
  }

  @Override
  public void backup(Path target) {
    SqliteBackup.write(file, target);
  }

  @Override
  public List<String> check() {
    return ask(
        sql -> {
          List<String> findings = new ArrayList<>();
          sql.all(Row::text, "PRAGMA integrity_check").stream()
              .filter(line -> !line.equals("ok"))
              .map(line -> "the file is damaged: " + line)
              .forEach(findings::add);
          sql.all(Row::text, "PRAGMA foreign_key_check").stream()
              .distinct()
              .map(table -> "rows of " + table + " refer to some that are not there")
              .forEach(findings::add);
          findings.addAll(StoreCheck.contradictions(sql));
          return findings;
        });
  }

  @Override
  public List<String> tables() {
    return StoreExport.tables();
  }

  @Override
  public void export(Collection<String> tables, boolean weights, TableSink sink) {
    ask(
        sql -> {
          StoreExport.export(sql, tables, weights, sink);
          return true;
        });
  }

  @Override
  public void close() {
    closed = true;
    closeIdleReaders();
    if (writer != null) {
      writer.close();
    }
  }

  private void closeIdleReaders() {
    for (Sql reader = idleReaders.poll(); reader != null; reader = idleReaders.poll()) {
      reader.close();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new StoreException("the store " + file + " is closed");
    }
  }

  private static <T> T inTransaction(Sql sql, String begin, Supplier<T> work) {
    sql.run(begin);
    try {
      T answer = work.get();
      sql.run("COMMIT");
      return answer;
    } catch (RuntimeException | Error e) {
      try {
        sql.run("ROLLBACK");
      } catch (StoreException rollback) {
        // SQLite rolls back by itself on some errors; the first error is the one to tell.
        e.addSuppressed(rollback);
      }
      throw e;
    }
  }

  private static Path folder(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
  }
}
