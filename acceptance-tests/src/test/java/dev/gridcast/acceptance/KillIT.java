package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at the worst moments: every case still ends verified, exactly once. */
class KillIT {

  private static final long DEADLINE_SECONDS = 300;

  @Test
  void aClientKilledInTheMiddleOfACaseCostsNothingButTime(@TempDir Path folder) throws Exception {
    try (Grid grid = new Grid(folder, Experiments.sixCases())) {
      Program server = grid.startServer();
      Program doomed = grid.startClient("doomed");
      Results results = grid.results();
      // A trainer alone says nothing: it may be one that warms itself for a case to come.
      Await.until(
          "the client trains",
          60,
          doomed::printed,
          () -> results.anyCaseIsOut() && !doomed.trainers().isEmpty());
      List<ProcessHandle> orphans = doomed.trainers();

      doomed.killAtOnce();
      Program heir = grid.startClient("heir");

      Await.until(
          "the killed client's trainer stops by itself",
          30,
          () -> orphans.toString(),
          () -> orphans.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(server.exitCode(DEADLINE_SECONDS)).as(server.printed()).isZero();
      results.assertEveryCaseVerifiedExactlyOnce(6);
      // It runs out, unless the heir was given the case before because it took so long.
      assertThat(results.attempts("doomed", "EXPIRED") + results.attempts("doomed", "SUPERSEDED"))
          .as("the lease that the killed client left")
          .isEqualTo(1);
      assertThat(heir.isAlive()).isTrue();
    }
  }

  @Test
  void aServerKilledDuringAndBetweenCasesGoesOnWhereItWas(@TempDir Path folder) throws Exception {
    try (Grid grid = new Grid(folder, Experiments.sixCases())) {
      Program first = grid.startServer();
      Program ada = grid.startClient("ada");
      Results results = grid.results();
      Await.until("ada trains", 60, ada::printed, results::anyCaseIsOut);

      first.killAtOnce(); // during a case
      assertThat(ada.isAlive()).as("a volunteer outlives its server").isTrue();
      Program second = grid.startServer();
      Await.until(
          "a case is verified by the server that came back",
          120,
          () -> second.printed() + ada.printed(),
          () -> results.number("SELECT count(*) FROM attempt WHERE outcome = 'VERIFIED'") > 0);

      second.killAtOnce(); // somewhere between the end of a case and the next one
      Program third = grid.startServer();
      Program grace = grid.startClient("grace");

      assertThat(third.exitCode(DEADLINE_SECONDS)).as(third.printed()).isZero();
      results.assertEveryCaseVerifiedExactlyOnce(6);
      assertThat(ada.isAlive()).isTrue();
      assertThat(grace.isAlive()).isTrue();
    }
  }

  @Test
  void aClientStoppedByCtrlCGivesItsCaseBackAtOnce(@TempDir Path folder) throws Exception {
    try (Grid grid = new Grid(folder, Experiments.sixCases())) {
      Program server = grid.startServer();
      Program leaving = grid.startClient("leaving");
      Results results = grid.results();
      Await.until("the client trains", 60, leaving::printed, results::anyCaseIsOut);

      leaving.interrupt();

      assertThat(leaving.exitCode(20)).as(leaving.printed()).isEqualTo(130);
      assertThat(results.number("SELECT count(*) FROM attempt WHERE outcome = 'GIVEN_BACK'"))
          .as(server.printed())
          .isEqualTo(1);
      assertThat(results.number("SELECT count(*) FROM attempt WHERE outcome = 'OPEN'")).isZero();
    }
  }
}
