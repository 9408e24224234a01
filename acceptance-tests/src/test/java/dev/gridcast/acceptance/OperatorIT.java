package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator decides while the server runs holds at once. */
class OperatorIT {

  private static final long DEADLINE_SECONDS = 180;
  private static final int REFUSED = 5;
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
  void aKeyThatIsBannedWhileItTrainsIsShownOutAndItsCaseGoesToOthers(@TempDir Path folder)
      throws Exception {
    String oneLongCase =
        Experiments.sixCases()
            .replace("lags: [4, 8]", "lags: 4")
            .replace("units: [4, 8, 12]", "units: 4")
            .replace("epochs: 4", "epochs: 10000");
    try (Grid grid = new Grid(folder, oneLongCase)) {
      Program server = grid.startServerThatStays();
      Program mallory = grid.startClient("mallory");
      Results results = grid.results();
      Await.until("mallory trains", 60, mallory::printed, results::anyCaseIsOut);
      Program ada = grid.startClient("ada");
      Await.until(
          "ada is there",
          60,
          ada::printed,
          () -> results.number("SELECT count(*) FROM volunteer WHERE name = 'ada'") == 1);
      assertThat(results.attempts("ada", "OPEN")).isZero();
      String key = results.volunteer("mallory");

      assertThat(grid.operator("ban", key, "--reason", "floods the server"))
          .contains("mallory (" + key + ") is banned");

      assertThat(mallory.exitCode(60)).as(mallory.printed()).isEqualTo(SUSPENDED);
      assertThat(mallory.printed()).contains("has banned this key: floods the server");
      Await.until(
          "ada has the case",
          60,
          () -> server.printed() + ada.printed(),
          () -> results.attempts("ada", "OPEN") == 1);
      assertThat(results.attempts("mallory", "GIVEN_BACK"))
          .as("its lease was taken back; it did not have to run out")
          .isEqualTo(1);

      Program again = grid.startClient("mallory");
      assertThat(again.exitCode(60)).as(again.printed()).isEqualTo(REFUSED);
      assertThat(again.printed()).contains("has banned this key: floods the server");
      String lastSeen = "SELECT last_seen FROM volunteer WHERE name = 'mallory'";
      long before = results.number(lastSeen);
      assertThat(grid.operator("unban", key)).contains("it may come again");
      Program free = grid.startClient("mallory");
      Await.until(
          "mallory is back",
          60,
          () -> server.printed() + free.printed(),
          () -> results.number(lastSeen) > before);
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
