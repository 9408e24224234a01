package dev.gridcast.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.jdbc.Sql;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

  private static final String INSERT = "INSERT INTO t VALUES (zeroblob(?))";

  @Test
  void aConnectionWorksAgainOnceThereIsRoom(@TempDir Path folder) {
    try (Sql sql = SqliteFile.openWriter(folder.resolve("small.db"))) {
      sql.script("CREATE TABLE t (b BLOB)");
      sql.script("PRAGMA max_page_count = 8"); // what SQLite takes for a full disk
      for (int i = 0; i < 3; i++) {
        sql.run("BEGIN IMMEDIATE");
        assertThatThrownBy(() -> sql.run(INSERT, 100_000))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("full");
        assertThatThrownBy(() -> sql.run("ROLLBACK")).hasMessageContaining("no transaction");
      }
      sql.script("PRAGMA max_page_count = 1000");
      sql.run("BEGIN IMMEDIATE");
      assertThat(sql.run(INSERT, 100_000)).isEqualTo(1);
      sql.run("ROLLBACK");
      sql.run("BEGIN IMMEDIATE");
      assertThat(sql.run(INSERT, 100_000)).isEqualTo(1);
      sql.run("COMMIT");
    }
  }
}
