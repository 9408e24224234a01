package dev.gridcast.server.store.sqlite;

import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreRefusedException;
import dev.gridcast.server.store.jdbc.Row;
import dev.gridcast.server.store.jdbc.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Brings the tables of a file to the version that this release knows, one numbered step at a time.
 */
final class Migrations {

  /** In order; the first makes version 1. A step that was released is never edited again. */
  private static final List<String> STEPS =
      List.of(
          "001-cases-attempts-results.sql",
          "002-claims.sql",
          "003-baselines-horizons.sql",
          "004-trust.sql",
          "005-drained.sql",
          "006-members.sql");

  private static final String HIGHEST = "SELECT coalesce(max(version), 0) FROM schema_version";

  private Migrations() {}

  /** The version that this release writes. */
  static int newest() {
    return STEPS.size();
  }

  /**
   * The version of the file's tables; 0 when it has none.
   *
   * @throws StoreRefusedException when the file is not a store, or one of a newer release
   */
  static int version(Sql sql, Path file) {
    List<String> tables = sql.all(Row::text, "SELECT name FROM sqlite_master WHERE type = 'table'");
    if (tables.isEmpty()) {
      return 0;
    }
    if (!tables.contains("schema_version")) {
      throw new StoreRefusedException(
          file + " is a database but not one of Gridcast's: give another --data-dir");
    }
    int version = sql.first(Row::count, HIGHEST).orElse(0);
    if (version > newest()) {
      throw new StoreRefusedException(
          file
              + " was written by a newer release of Gridcast (version "
              + version
              + " of its tables, this release knows "
              + newest()
              + "): run that release, or give another --data-dir");
    }
    return version;
  }

  /** Applies the steps that the file lacks, each whole or not at all. */
  static void apply(Sql sql, Path file) {
    // A step may make a table anew that others refer to. No effect within a transaction, so here.
    sql.script("PRAGMA foreign_keys = OFF");
    try {
      applyEach(sql, file);
    } finally {
      sql.script("PRAGMA foreign_keys = ON");
    }
  }

  private static void applyEach(Sql sql, Path file) {
    for (int next = version(sql, file) + 1; next <= newest(); next++) {
      sql.script("BEGIN IMMEDIATE");
      try {
        sql.script(
            "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY,"
                + " applied TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))) STRICT");
        sql.script(text(STEPS.get(next - 1)));
        requireWhole(sql, file);
        sql.script("INSERT INTO schema_version (version) VALUES (" + next + ")");
        sql.script("COMMIT");
      } catch (StoreException e) {
        try {
          sql.script("ROLLBACK");
        } catch (StoreException rollback) {
          // A full disk rolls back by itself; the first error is the one to tell.
          e.addSuppressed(rollback);
        }
        throw e;
      }
    }
  }

  private static void requireWhole(Sql sql, Path file) {
    List<String> broken = sql.all(Row::text, "PRAGMA foreign_key_check");
    if (!broken.isEmpty()) {
      throw new StoreException(
          file + " is damaged: rows of " + broken.get(0) + " refer to some that are not there");
    }
  }

  private static String text(String resource) {
    try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
