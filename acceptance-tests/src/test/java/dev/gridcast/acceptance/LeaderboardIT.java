package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: a server, two volunteers who audit each other, a verified leaderboard. */
class LeaderboardIT {

  private static final long DEADLINE_SECONDS = 240;

  @Test
  void twoVolunteersFillTheLeaderboard(@TempDir Path folder) throws Exception {
    try (Grid grid = new Grid(folder, Experiments.audited(Experiments.sixCases()))) {
      Program server = grid.startServer();
      Program ada = grid.startClient("ada");
      Program grace = grid.startClient("grace");

      assertThat(server.exitCode(DEADLINE_SECONDS)).as(server.printed()).isZero();

      Results results = grid.results();
      results.assertEveryCaseVerifiedExactlyOnce(6);
      Set<String> volunteers =
          results.rows().stream().map(row -> row.getField("volunteer")).collect(Collectors.toSet());
      assertThat(volunteers).as("who trained").containsExactlyInAnyOrder("ada", "grace");
      assertThat(results.rows())
          .as("the server's own figures, beside persistence")
          .allSatisfy(
              row -> {
                double rmse = Double.parseDouble(row.getField("confirmation_rmse"));
                double persistence = Double.parseDouble(row.getField("persistence_rmse"));
                double skill = Double.parseDouble(row.getField("skill"));
                assertThat(rmse).isPositive();
                assertThat(skill).isCloseTo(1 - rmse / persistence, within(1e-9));
              });
      for (Program client : new Program[] {ada, grace}) {
        assertThat(client.isAlive()).as("a volunteer stays until told to stop").isTrue();
        client.interrupt();
        assertThat(client.exitCode(30)).as(client.printed()).isEqualTo(130);
      }
      assertNoConfirmationRowLeft(grid);
      assertResultsCommandSaysTheSame(grid, folder);
    }
  }

  /** The newest 20 % of 600 rows are the server's alone: no client's file reaches into them. */
  private static void assertNoConfirmationRowLeft(Grid grid) throws Exception {
    for (String name : new String[] {"ada", "grace"}) {
      try (var files = Files.walk(grid.clientData(name))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
          assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(481);
        }
      }
    }
  }

  private static void assertResultsCommandSaysTheSame(Grid grid, Path folder) throws Exception {
    Program results =
        Program.start(
            Program.SERVER_JAR,
            folder.resolve("results.csv"),
            "results",
            "--data-dir",
            grid.serverData().toString(),
            "--format",
            "csv");
    assertThat(results.exitCode(30)).as(results.printed()).isZero();
    assertThat(results.printed()).isEqualTo(Files.readString(grid.results().report()));
  }
}
