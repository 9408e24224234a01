package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a whole server under load, as the power would, a hundred times: no acknowledged result is
 * lost, none counts twice, and the store stays sound.
 */
class KilledServerIT {

  private static final int KILLS = 100;
  private static final int MOST_ACCEPTED_BEFORE_A_KILL = 80;
  private static final long SEED = 20261121;

  private final Set<String> accepted = new HashSet<>();
  private final Set<String> verified = new HashSet<>();

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void aHundredKillsLoseNothingAndCountNothingTwice(@TempDir Path folder) throws Exception {
    Random random = new Random(SEED);
    for (int kill = 1; kill <= KILLS; kill++) {
      int before = accepted.size();
      workUntilKilled(folder, random);
      assertThat(accepted.size())
          .as("results acknowledged before kill %d", kill)
          .isGreaterThan(before);
      assertSound(folder.resolve("gridcast.db"), kill);
    }
    assertThat(verified).hasSizeGreaterThan(KILLS);
  }

  private void workUntilKilled(Path folder, Random random)
      throws IOException, InterruptedException {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ServerUnderLoad.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int results = 1 + random.nextInt(MOST_ACCEPTED_BEFORE_A_KILL);
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      int seen = 0;
      while (line != null) {
        note(line);
        // Not the verdicts: those of earlier lives are told again at each start.
        if (line.startsWith("accepted ") && ++seen == results) {
          // Somewhere inside the next transactions, not just behind a promise.
          TimeUnit.MICROSECONDS.sleep(random.nextInt(5000));
          // Through the handle: the process itself would close the pipe and lose what it holds.
          server.toHandle().destroyForcibly();
        }
        line = out.readLine();
      }
    } finally {
      server.destroyForcibly().waitFor();
    }
    assertThat(server.exitValue()).as("ended by the kill").isEqualTo(137);
  }

  private void note(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      // A kill may cut the last line short.
      case "accepted" -> noteLease(words, accepted);
      case "verified" -> noteLease(words, verified);
      default -> assertThat(words[0]).as(line).isNotIn("refused", "error");
    }
  }

  private static void noteLease(String[] words, Set<String> leases) {
    if (words.length == 2 && words[1].length() == 32) {
      leases.add(words[1]);
    }
  }

  private void assertSound(Path file, int kill) throws SQLException {
    String moment = "after kill " + kill;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertThat(text(connection, "PRAGMA integrity_check")).as(moment).isEqualTo("ok");
      assertThat(text(connection, "PRAGMA foreign_key_check")).as(moment).isEmpty();
      assertThat(
              text(
                  connection,
                  "SELECT case_index FROM result WHERE verdict = 'VERIFIED'"
                      + " GROUP BY case_index HAVING count(*) > 1"))
          .as("a case with two results that count " + moment)
          .isEmpty();
      assertThat(
              text(
                  connection,
                  "SELECT k.state FROM case_count k WHERE k.cases <>"
                      + " (SELECT count(*) FROM test_case c WHERE c.state = k.state)"))
          .as("a state whose count is wrong " + moment)
          .isEmpty();
      Set<String> results = leases(connection, "1 = 1");
      assertThat(results).as("acknowledged results " + moment).containsAll(accepted);
      assertThat(leases(connection, "r.verdict IN ('VERIFIED', 'AGREED')"))
          .as("results said to be verified " + moment)
          .containsAll(verified);
    }
  }

  private static Set<String> leases(Connection connection, String condition) throws SQLException {
    Set<String> leases = new HashSet<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT a.lease FROM result r JOIN attempt a ON a.id = r.attempt WHERE "
                    + condition);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        leases.add(found.getString(1));
      }
    }
    return leases;
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      return found.next() ? found.getString(1) : "";
    }
  }
}
