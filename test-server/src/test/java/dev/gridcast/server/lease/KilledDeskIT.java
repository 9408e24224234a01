package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.trust.TrustRules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a desk as the power would, again and again, and looks at what is left. */
class KilledDeskIT {

  private static final int KILLS = 8;
  private static final int MOST_LINES_BEFORE_A_KILL = 120;
  private static final long SEED = 20261121;

  // JUnit sets it before anything runs.
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void nothingAcknowledgedIsLostAndNothingCountsTwice() throws Exception {
    Path file = folder.resolve("gridcast.db");
    Random random = new Random(SEED);
    Map<String, Long> reported = new HashMap<>();
    Map<String, Long> verified = new HashMap<>();

    for (int kill = 0; kill < KILLS; kill++) {
      workUntilKilled(file, random, reported, verified);
      assertSound(file, reported, verified);
    }
    assertThat(verified).hasSizeGreaterThan(KILLS);
  }

  private static void workUntilKilled(
      Path file, Random random, Map<String, Long> reported, Map<String, Long> verified)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                DeskWriter.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int lines = 1 + random.nextInt(MOST_LINES_BEFORE_A_KILL);
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      for (int i = 0; line != null; i++) {
        note(line, reported, verified);
        if (i == lines) {
          // Somewhere inside the next transactions, not just behind an acknowledgement.
          TimeUnit.MICROSECONDS.sleep(random.nextInt(3000));
          // Through the handle: the process itself would close the pipe and lose what it holds.
          writer.toHandle().destroyForcibly();
        }
        line = out.readLine();
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(writer.exitValue()).as("ended by the kill").isEqualTo(137);
  }

  private static void note(String line, Map<String, Long> reported, Map<String, Long> verified) {
    String[] words = line.split(" ", -1);
    if (words.length == 3) {
      (words[0].equals("reported") ? reported : verified).put(words[1], Long.parseLong(words[2]));
    }
  }

  private static void assertSound(Path file, Map<String, Long> reported, Map<String, Long> verified)
      throws SQLException {
    try (Store store = SqliteStore.open(file, Samples.experiment(DeskWriter.CASES))) {
      LeaseDesk desk =
          LeaseDesk.open(
              store,
              new TestCases(DeskWriter.CASES),
              DeskWriter.RULES,
              TrustRules.STANDARD.withoutAudits(),
              InstantSource.system());
      Counts counts = desk.counts();
      assertThat(counts.verified()).isGreaterThanOrEqualTo(verified.size());
      assertThat(
              Stream.of(
                      counts.neverLeased(),
                      counts.available(),
                      counts.leased(),
                      counts.reported(),
                      counts.verified(),
                      counts.endedBadly())
                  .mapToLong(count -> count)
                  .sum())
          .isEqualTo(DeskWriter.CASES);
      reported.forEach(
          (token, index) ->
              assertThat(
                      store.read(reader -> reader.result(token)).orElseThrow().testCase().index())
                  .isEqualTo(index));
      verified.forEach(
          (token, index) ->
              assertThat(store.read(reader -> reader.attempt(token)).orElseThrow().outcome())
                  .isEqualTo(AttemptOutcome.VERIFIED));
      assertThat(verified.values()).doesNotHaveDuplicates();
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertThat(text(connection, "PRAGMA integrity_check")).isEqualTo("ok");
      assertThat(text(connection, "PRAGMA foreign_key_check")).isEmpty();
      assertThat(
              text(
                  connection,
                  "SELECT k.state FROM case_count k WHERE k.cases <>"
                      + " (SELECT count(*) FROM test_case c WHERE c.state = k.state)"))
          .as("a state whose count is wrong")
          .isEmpty();
    }
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      return found.next() ? found.getString(1) : "";
    }
  }
}
