package dev.gridcast.server.store.sqlite;

import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.jdbc.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;

/** Opens connections to a store's file. */
final class SqliteFile {

  private static final int BUSY_TIMEOUT_MILLIS = 10_000;

  private SqliteFile() {}

  /** A connection that may change the file, and creates it when it is not there. */
  static Sql openWriter(Path file) {
    // NORMAL may lose commits that were acknowledged when the power goes.
    return openWriter(file, SynchronousMode.FULL);
  }

  static Sql openWriter(Path file, SynchronousMode mode) {
    SQLiteConfig config = config();
    config.setSynchronous(mode);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    return open(file, config);
  }

  /**
   * Lets a connection that makes many small changes use some memory; not before migrations, which
   * sort whole tables.
   */
  static void quicken(Sql writer) {
    // What the savepoints of a group may have to undo would go through a file.
    writer.script("PRAGMA temp_store = MEMORY");
    // 64 MiB: the pages that a large group changes, and those of the indexes that it reads.
    writer.script("PRAGMA cache_size = -65536");
  }

  /**
   * A connection that only asks. Not SQLite's read-only mode: that cannot read what a killed server
   * left in its write-ahead log.
   */
  static Sql openReader(Path file) {
    Sql sql = open(file, config());
    sql.script("PRAGMA query_only = ON");
    return sql;
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.enforceForeignKeys(true);
    // Otherwise the driver asks for the last row's number after every change.
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static Sql open(Path file, SQLiteConfig config) {
    SqliteDialect dialect = new SqliteDialect(file);
    try {
      return new Sql(config.createConnection("jdbc:sqlite:" + file), dialect);
    } catch (SQLException e) {
      if (e.getErrorCode() == SQLiteErrorCode.SQLITE_NOTADB.code) {
        throw dialect.notADatabase();
      }
      throw new StoreException("cannot open the store " + file + ": " + e.getMessage(), e);
    }
  }
}
