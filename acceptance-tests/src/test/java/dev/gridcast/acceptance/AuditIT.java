package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings are audited by trainings: honest volunteers confirm each other, a liar is found out.
 */
class AuditIT {

  private static final long DEADLINE_SECONDS = 240;
  private static final int SUSPENDED = 6;

  /** Nine cases of one shape, so that the weights of one fit all of them. */
  private static final String NINE_RATES =
      """
      name: nine-rates
      engine: vector
      data:
        synthetic:
          rows: 600
          seed: 7
      features:
        close: on
        high: on
        low: on
      parameters:
        lags: 6
        units: 8
        epochs: 200
        learning-rate: {from: 0.001, to: 0.009, step: 0.001}
      """;

  @Test
  void twoHonestVolunteersConfirmEachOtherBitForBit(@TempDir Path folder) throws Exception {
    try (Grid grid =
        new Grid(folder, shorter(Experiments.audited(Experiments.sixCasesOfOurEngine())))) {
      Program server = grid.startServer();
      Program ada = grid.startClient("ada");
      Program grace = grid.startClient("grace");

      assertThat(server.exitCode(DEADLINE_SECONDS))
          .as(() -> server.printed() + ada.printed() + grace.printed())
          .isZero();

      Results results = grid.results();
      results.assertEveryCaseVerifiedExactlyOnce(6);
      assertThat(results.number("SELECT count(*) FROM result WHERE ground = 'WITNESS'"))
          .as("results that count because somebody else came to the same")
          .isEqualTo(6);
      assertThat(
              results.number(
                  "SELECT count(*) FROM result one JOIN result other"
                      + " ON other.case_index = one.case_index"
                      + " AND other.volunteer <> one.volunteer"
                      + " AND other.model_sha256 = one.model_sha256"
                      + " WHERE one.verdict = 'VERIFIED' AND other.verdict = 'AGREED'"))
          .as("pairs of trainings with the same bits")
          .isEqualTo(6);
      for (String name : new String[] {"ada", "grace"}) {
        assertThat(results.attempts(name, "VERIFIED") + results.attempts(name, "AGREED"))
            .as("trainings to the credit of " + name)
            .isEqualTo(6);
        assertThat(
                results.number(
                    "SELECT verified + agreed FROM volunteer WHERE name = '" + name + "'"))
            .isEqualTo(6);
      }
      assertThat(results.number("SELECT min(compute_ms) FROM volunteer")).isPositive();
    }
  }

  @Test
  void whoReturnsAnotherCasesWeightsIsFoundOutAndSuspended(@TempDir Path folder) throws Exception {
    // Of the last case: what the liar returns for any other is the training of that one.
    Path lying = FakeTrainers.atRate("0.009", folder);
    try (Grid grid = new Grid(folder, NINE_RATES)) {
      Program server = grid.startServer();
      Program liar = grid.startClient("liar", lying);
      Results results = grid.results();
      Await.until(
          "the liar has returned something",
          60,
          () -> server.printed() + liar.printed(),
          () -> results.number("SELECT count(*) FROM result") > 0);
      Program ada = grid.startClient("ada");
      Program grace = grid.startClient("grace");

      assertThat(liar.exitCode(DEADLINE_SECONDS))
          .as(() -> server.printed() + liar.printed())
          .isEqualTo(SUSPENDED);
      assertThat(server.exitCode(DEADLINE_SECONDS))
          .as(() -> server.printed() + ada.printed() + grace.printed())
          .isZero();

      results.assertEveryCaseVerifiedExactlyOnce(9);
      assertThat(results.rows())
          .filteredOn(row -> row.getField("volunteer").equals("liar"))
          .as("cases of the leaderboard that are the liar's")
          .allSatisfy(row -> assertThat(row.getField("param.learning-rate")).isEqualTo("0.009"));
      assertThat(results.attempts("liar", "REJECTED")).isGreaterThanOrEqualTo(3);
      assertThat(results.number("SELECT count(*) FROM volunteer WHERE suspended_at IS NOT NULL"))
          .isEqualTo(1);
      assertThat(results.attempts("ada", "REJECTED") + results.attempts("grace", "REJECTED"))
          .as("results of honest volunteers that were rejected")
          .isZero();
    }
  }

  /** Nothing is killed here, so no case has to last. */
  private static String shorter(String experiment) {
    return experiment.replace("epochs: 300", "epochs: 60");
  }
}
