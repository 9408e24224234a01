package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator decides while the server runs holds at once. */
class OperatorIT {

  private static final long DEADLINE_SECONDS = 180;
  private static final int SUSPENDED = 6;

  @Test
  void theResultsOfAVolunteerThatTheOperatorVouchesForNeedNoWitness(@TempDir Path folder)
      throws Exception {
    try (Grid grid = new Grid(folder, Experiments.audited(Experiments.sixCasesOfOurEngine()))) {
      Program server = grid.startServer();
      Program ada = grid.startClient("ada");
      Results results = grid.results();
      Await.until(
          "a result waits for a second training",
          60,
          () -> server.printed() + ada.printed(),
          () -> results.number("SELECT count(*) FROM test_case WHERE state = 'SCORED'") > 0);

      String said = grid.operator("vouch", "--volunteer", results.volunteer("ada"));

      assertThat(said).startsWith("ada (").contains("is vouched for");
      assertThat(server.exitCode(DEADLINE_SECONDS))
          .as(() -> server.printed() + ada.printed())
          .isZero();
      results.assertEveryCaseVerifiedExactlyOnce(6);
      assertThat(results.number("SELECT count(*) FROM result WHERE ground = 'VOUCHED'"))
          .isPositive();
    }
  }

  @Test
  void aSuspendedVolunteerGetsNothingUntilItIsReleased(@TempDir Path folder) throws Exception {
    try (Grid grid = new Grid(folder, Experiments.sixCases())) {
      Program server = grid.startServer();
      Program ada = grid.startClient("ada");
      Results results = grid.results();
      Await.until("the client trains", 60, ada::printed, results::anyCaseIsOut);
      String id = results.volunteer("ada");

      grid.operator("suspend", "--volunteer", id, "--reason", "its fan is broken");
      assertThat(ada.exitCode(60)).as(ada.printed()).isEqualTo(SUSPENDED);
      assertThat(ada.printed()).contains("its fan is broken", id);
      assertThat(grid.operator("release", "--volunteer", id)).startsWith("ada (" + id + ")");
      Program again = grid.startClient("ada");

      assertThat(server.exitCode(DEADLINE_SECONDS))
          .as(() -> server.printed() + again.printed())
          .isZero();
      results.assertEveryCaseVerifiedExactlyOnce(6);
    }
  }

  @Test
  void aCaseThatFailedIsTriedAgainOnceItIsReleased(@TempDir Path folder) throws Exception {
    String oneCase =
        Experiments.sixCasesOfOurEngine()
            .replace("lags: [4, 8]", "lags: 4")
            .replace("units: [4, 8, 12]", "units: 4")
            .replace("attempts: 5", "attempts: 1");
    Path broken = FakeTrainers.atRate("Double.NaN", folder);
    try (Grid grid = new Grid(folder, oneCase)) {
      Program server = grid.startServerThatStays();
      Program ill = grid.startClient("ill", broken);
      Results results = grid.results();
      Await.until(
          "the case has failed",
          60,
          () -> server.printed() + ill.printed(),
          () -> results.number("SELECT count(*) FROM test_case WHERE state = 'FAILED'") == 1);
      ill.interrupt();
      assertThat(ill.exitCode(20)).as(ill.printed()).isEqualTo(130);

      assertThat(grid.operator("release", "--case", "0")).contains("case 0 is on offer again");
      Program well = grid.startClient("well");

      Await.until(
          "the case is verified",
          60,
          () -> server.printed() + well.printed(),
          () -> results.attempts("well", "VERIFIED") == 1);
      assertThat(results.attempts("ill", "FAILED")).as("the failure is kept").isEqualTo(1);
    }
  }
}
