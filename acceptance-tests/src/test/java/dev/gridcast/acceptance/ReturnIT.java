package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volunteer that goes and comes back finds what is its own. */
class ReturnIT {

  private static final long DEADLINE_SECONDS = 180;

  @Test
  void aClientKilledAndRestartedGetsItsOwnLeaseBack(@TempDir Path folder) throws Exception {
    try (Grid grid = new Grid(folder, Experiments.sixCases())) {
      Program server = grid.startServer();
      Program ada = grid.startClient("ada");
      Results results = grid.results();
      Await.until("the client trains", 60, ada::printed, results::anyCaseIsOut);
      String lease = results.text("SELECT lease FROM attempt WHERE outcome = 'OPEN'");

      ada.killAtOnce();
      Program again = grid.startClient("ada");

      assertThat(server.exitCode(DEADLINE_SECONDS))
          .as(() -> server.printed() + again.printed())
          .isZero();
      results.assertEveryCaseVerifiedExactlyOnce(6);
      assertThat(results.number("SELECT count(*) FROM attempt"))
          .as("leases: none ran out, none was given a second time")
          .isEqualTo(6);
      assertThat(results.text("SELECT outcome FROM attempt WHERE lease = '" + lease + "'"))
          .isEqualTo("VERIFIED");
    }
  }

  @Test
  void whoLeavesBeforeTheVerdictIsToldItOnReturn(@TempDir Path folder) throws Exception {
    String twoCases =
        Experiments.audited(Experiments.sixCasesOfOurEngine())
            .replace("units: [4, 8, 12]", "units: 8")
            .replace("epochs: 300", "epochs: 800");
    try (Grid grid = new Grid(folder, twoCases)) {
      Program server = grid.startServerThatStays();
      Program grace = grid.startClient("grace");
      Program ada = grid.startClient("ada");
      Results results = grid.results();
      String mine = " FROM result r JOIN volunteer v ON v.id = r.volunteer WHERE v.name = 'ada'";
      Await.until(
          "ada has returned a result",
          DEADLINE_SECONDS,
          () -> server.printed() + ada.printed(),
          () -> results.number("SELECT count(*)" + mine) > 0);

      ada.interrupt();
      assertThat(ada.exitCode(20)).as(ada.printed()).isEqualTo(130);
      Await.until(
          "somebody else has confirmed it",
          DEADLINE_SECONDS,
          () -> server.printed() + grace.printed(),
          () -> results.number("SELECT count(*)" + mine + " AND r.verdict = 'VERIFIED'") == 1);
      assertThat(results.number("SELECT r.told" + mine)).as("told already").isZero();
      assertThat(ada.printed()).doesNotContain(" verified: RMSE");

      Program again = grid.startClient("ada");
      Await.until(
          "ada hears of it",
          DEADLINE_SECONDS,
          () -> server.printed() + again.printed(),
          () ->
              again.printed().contains(" verified: RMSE")
                  && results.number("SELECT min(r.told)" + mine + " AND r.verdict = 'VERIFIED'")
                      == 1);
      assertThat(again.isAlive()).isTrue();
    }
  }
}
