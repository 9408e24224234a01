package dev.gridcast.benchmark.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * What SQLite itself can do at the same durability, with the least that could be called handing out
 * and taking back: one row inserted, then updated with a model, each in a transaction of its own.
 */
final class BareSqlite {

  private BareSqlite() {}

  /** Such cycles a second. */
  static double perSecond(Path folder, int seconds) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("bare.db"));
        Statement setUp = connection.createStatement()) {
      setUp.execute("PRAGMA journal_mode = WAL");
      setUp.execute("PRAGMA synchronous = FULL");
      setUp.execute(
          "CREATE TABLE IF NOT EXISTS task (id INTEGER PRIMARY KEY, state TEXT, json TEXT,"
              + " model BLOB)");
      try (PreparedStatement lease =
              connection.prepareStatement("INSERT INTO task (state) VALUES ('LEASED')");
          PreparedStatement report =
              connection.prepareStatement(
                  "UPDATE task SET state = 'REPORTED', json = ?, model = ?"
                      + " WHERE id = (SELECT max(id) FROM task)")) {
        byte[] model = Samples.model(1).toByteArray();
        long started = System.nanoTime();
        long end = started + TimeUnit.SECONDS.toNanos(seconds);
        long cycles = 0;
        while (System.nanoTime() < end) {
          lease.executeUpdate();
          report.setString(1, Samples.RESULT_JSON);
          report.setBytes(2, model);
          report.executeUpdate();
          cycles++;
        }
        return cycles / ((System.nanoTime() - started) / 1e9);
      }
    }
  }
}
