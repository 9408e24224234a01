package dev.gridcast.server.store.postgres;

import dev.gridcast.server.store.StoreRefusedException;
import dev.gridcast.server.store.jdbc.Row;
import dev.gridcast.server.store.jdbc.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Brings the tables of a schema to the version that this release knows, one numbered step at a time
 * and all within the caller's transaction.
 */
final class PostgresMigrations {

  /** In order; the first makes version 1. A step that was released is never edited again. */
  private static final List<String> STEPS =
      List.of("001-everything.sql", "002-drained.sql", "003-members.sql");

  /** The oldest major version that its makers still mend. */
  private static final int OLDEST = 14;

  private static final String HIGHEST = "SELECT coalesce(max(version), 0) FROM schema_version";

  /** "Grid": so that no other program's locks are ours. */
  private static final int LOCK = 0x47726964;

  private PostgresMigrations() {}

  /**
   * Lets no other server in until the transaction ends: two may start at the same time. By the name
   * of the schema, which need not be there yet.
   */
  static void lock(Sql sql, PostgresAddress address) {
    sql.first(
        row -> true,
        "SELECT pg_advisory_xact_lock(?, hashtext(coalesce(?::text, current_schema()::text, '')))",
        LOCK,
        address.schema().orElse(null));
  }

  /**
   * Refuses a database that this release cannot work with.
   *
   * @throws StoreRefusedException in one line that says what to do
   */
  static void requireFit(Sql sql, PostgresAddress address) {
    long version =
        sql.first(Row::number, "SELECT current_setting('server_version_num')::bigint").orElse(0L);
    if (version < OLDEST * 10_000L) {
      throw new StoreRefusedException(
          address
              + " is PostgreSQL "
              + version / 10_000
              + "; Gridcast needs version "
              + OLDEST
              + " or later");
    }
    String encoding = sql.first(Row::text, "SELECT current_setting('server_encoding')").orElse("");
    if (!encoding.equals("UTF8")) {
      throw new StoreRefusedException(
          address
              + " stores its texts as "
              + encoding
              + ": make a database with `createdb --encoding=UTF8 --template=template0 NAME`");
    }
  }

  /**
   * The version of the schema's tables; 0 when it has none.
   *
   * @throws StoreRefusedException when the tables are not ours, or of a newer release
   */
  static int version(Sql sql, PostgresAddress address) {
    List<String> tables =
        sql.all(
            Row::text, "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()");
    if (tables.isEmpty()) {
      return 0;
    }
    if (!tables.contains("schema_version")) {
      throw new StoreRefusedException(
          address
              + " holds tables that are not Gridcast's: give a database of its own, or a schema"
              + " with ?schema=NAME");
    }
    int version = sql.first(Row::count, HIGHEST).orElse(0);
    if (version > STEPS.size()) {
      throw new StoreRefusedException(
          address
              + " was written by a newer release of Gridcast (version "
              + version
              + " of its tables, this release knows "
              + STEPS.size()
              + "): run that release, or give another --store");
    }
    return version;
  }

  /** Refuses to read tables that are not there, or not of this release. */
  static void requireNewest(Sql sql, PostgresAddress address) {
    int version = version(sql, address);
    if (version < STEPS.size()) {
      throw new StoreRefusedException(
          address
              + (version == 0
                  ? " is empty: start the server on it first"
                  : " was written by an older release: start the server on it once"));
    }
  }

  /** Applies the steps that the schema lacks. */
  static void apply(Sql sql, PostgresAddress address) {
    for (int next = version(sql, address) + 1; next <= STEPS.size(); next++) {
      sql.script(
          "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY,"
              + " applied TIMESTAMPTZ NOT NULL DEFAULT now())");
      sql.script(text(STEPS.get(next - 1)));
      sql.runOne("INSERT INTO schema_version (version) VALUES (?)", next);
    }
  }

  private static String text(String resource) {
    try (InputStream in = PostgresMigrations.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
