package dev.gridcast.server.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.SpotChecks;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.server.support.HonestTrainer;
import dev.gridcast.server.support.HonestTrainer.Model;
import dev.gridcast.server.support.TestExperiments;
import dev.gridcast.trainer.evaluate.Evaluation;
import dev.gridcast.trainer.evaluate.Metric;
import dev.gridcast.trainer.evaluate.Metrics;
import dev.gridcast.trainer.work.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Liars of every kind among honest volunteers, before the real desk, judge and store: after how
 * many of its results each is found out, and what of theirs counts in the end.
 */
class LiarsTest {

  /** Their trainings are equal, but for what they are asked to train. */
  private static final Experiment CASES =
      TestExperiments.parse(
          TestExperiments.fourCases()
              .replace("lags: [2, 4]", "lags: 2")
              .replace("units: [2, 3]", "units: 2")
              .replace("0.005", "{from: 0.001, to: 0.06, step: 0.001}"));

  /** Enough for somebody to become trusted, and to be found out after that. */
  private static final Experiment MANY_CASES =
      TestExperiments.parse(
          TestExperiments.fourCases()
              .replace("lags: [2, 4]", "lags: 2")
              .replace("units: [2, 3]", "units: 2")
              .replace("0.005", "{from: 0.001, to: 0.4, step: 0.001}"));

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  private Path folder;

  /** Measured: 1.15 trainings for each case. */
  @Test
  void honestVolunteersAreNeverCaughtAndTrainLessAndLessTwice() {
    try (Village village = village(MANY_CASES, 1, SpotChecks.NONE)) {
      village.joinHonest(4);
      village.live();
      assertThat(village.falseResults()).isEmpty();
      for (int i = 1; i <= 4; i++) {
        Volunteer honest = village.volunteer("honest-" + i);
        assertThat(village.caughtAfter(honest.id())).isZero();
        assertThat(honest.record().streak()).isGreaterThan(10);
        assertThat(honest.record().rejected()).isZero();
      }
      assertThat(village.trainingsPerCase()).isBetween(1.05, 1.5);
    }
  }

  @Test
  void betterNumbersAreFoundOutAtTheFirstCase() {
    assertCaught((village, parameters, turn) -> better(village.honest(parameters)), 1);
  }

  @Test
  void theWeightsOfAnotherCaseAreFoundOutAtTheFirstCase() {
    assertCaught(
        (village, parameters, turn) -> {
          Map<String, String> other = new LinkedHashMap<>(parameters);
          other.put("learning-rate", "0.5");
          Model wrong = village.honest(other);
          return wrong.from(asIf(village.honest(parameters).provenance(), wrong));
        },
        1);
  }

  @Test
  void aResultCopiedWithItsOriginIsFoundOutAtTheFirstCopy() {
    List<Model> first = new ArrayList<>();
    assertCaught(
        (village, parameters, turn) -> {
          if (first.isEmpty()) {
            first.add(village.honest(parameters));
          }
          return first.get(0);
        },
        2); // its first result is its own
  }

  @Test
  void randomWeightsWithTheirTrueFiguresAreFoundOutAtTheFirstCase() {
    assertCaught((village, parameters, turn) -> village.with(parameters, 666), 1);
  }

  /**
   * Such a liar is believed for a while. Its lies that counted in the meantime are opened again
   * when it is found out, so none is left in the end. Measured on average: after 1.2 lies with a
   * record of 10, when it is still a witness of many; after 12.2 with a record of 25.
   */
  @ParameterizedTest
  @ValueSource(ints = {10, 25})
  void aLiarWithAnHonestRecordIsFoundOutByChanceAndItsEarlierLiesWithIt(int record) {
    int villages = 5;
    int lies = 0;
    int caught = 0;
    for (int seed = 1; seed <= villages; seed++) {
      try (Village village = village(MANY_CASES, seed, SpotChecks.NONE)) {
        village.joinHonest(4);
        List<Integer> lied = new ArrayList<>();
        village.join(
            "liar",
            (parameters, turn) -> {
              boolean lie =
                  !lied.isEmpty() || village.volunteer("liar").record().streak() >= record;
              if (lie) {
                lied.add(turn);
              }
              return village.with(parameters, lie ? 666 : Village.TRUTH);
            });
        village.live();
        assertThat(lied).as("it became trusted").isNotEmpty();
        assertThat(village.caughtAfter("liar")).as("found out, village " + seed).isPositive();
        assertThat(village.falseResults()).as("lies that count, village " + seed).isEmpty();
        lies += village.caughtAfter("liar") - lied.get(0);
        caught++;
      }
    }
    assertThat((double) lies / caught).as("lies until found out, on average").isLessThan(20);
  }

  /** The documented hole: two of five who agree on the same lie. Measured: 12 of 60 are false. */
  @Test
  void twoWhoConspireAreNotFoundOutWhereOneIsTheOthersWitness() {
    try (Village village = village(CASES, 3, SpotChecks.NONE)) {
      village.join("liar-1", (parameters, turn) -> village.with(parameters, 666));
      village.join("liar-2", (parameters, turn) -> village.with(parameters, 666));
      village.joinHonest(3);
      village.live();
      assertThat(village.falseResults()).as("they get some through").hasSizeBetween(1, 20);
      assertThat(village.caughtAfter("liar-1") + village.caughtAfter("liar-2"))
          .as("but not where an honest one is the witness")
          .isPositive();
    }
  }

  @Test
  void theServersOwnTrainingFindsOutThoseWhoConspire() {
    SpotChecks checks = new SpotChecks("server", 1);
    try (Village village = village(CASES, 3, checks)) {
      village.desk().operator().vouch("server", true);
      village.join("server", (parameters, turn) -> village.honest(parameters));
      village.join("liar-1", (parameters, turn) -> village.with(parameters, 666));
      village.join("liar-2", (parameters, turn) -> village.with(parameters, 666));
      village.joinHonest(3);
      village.live();
      village.goOn("server", 100);
      assertThat(village.caughtAfter("liar-1")).isBetween(1, 20);
      assertThat(village.caughtAfter("liar-2")).isBetween(1, 20);
      assertThat(village.falseResults()).as("all was trained again").isEmpty();
    }
  }

  /** A liar of some kind among four honest ones: found out, and nothing of its lies counts. */
  private void assertCaught(Lie lie, int after) {
    try (Village village = village(CASES, after, SpotChecks.NONE)) {
      village.join("liar", (parameters, turn) -> lie.train(village, parameters, turn));
      village.joinHonest(4);
      village.live();
      assertThat(village.falseResults()).isEmpty();
      assertThat(village.verified()).isEqualTo(CASES.space().size());
      assertThat(village.caughtAfter("liar")).isEqualTo(after);
      assertThat(village.returned("liar")).as("and then it is suspended").isLessThan(12);
      assertThat(village.volunteer("liar").suspension()).isPresent();
      for (int i = 1; i <= 4; i++) {
        assertThat(village.caughtAfter("honest-" + i)).isZero();
      }
    }
  }

  private Village village(Experiment experiment, long seed, SpotChecks checks) {
    return new Village(folder, experiment, seed, checks);
  }

  /** The same result with an error that is a tenth smaller. */
  private static Model better(Model model) {
    Evaluation truth = model.validation();
    Map<Metric, Double> figures = new LinkedHashMap<>(truth.model().pooled());
    figures.replaceAll((metric, value) -> metric.higherIsBetter() ? value : value * 0.9);
    return new Model(
        model.weights(),
        new Evaluation(
            truth.samples(), new Metrics(figures, truth.model().perLabel()), truth.baselines()),
        model.provenance());
  }

  /** The origin of a case's training, but for the weights. */
  private static Provenance asIf(Provenance told, Model wrong) {
    return new Provenance(
        told.gridcastVersion(),
        told.engine(),
        told.engineVersion(),
        told.datasetSha256(),
        told.parametersSha256(),
        wrong.weights().sha256(),
        told.seed(),
        told.java(),
        told.os(),
        told.arch(),
        told.cpu(),
        told.startedAt(),
        told.finishedAt());
  }

  /** What a liar returns. */
  private interface Lie {
    HonestTrainer.Model train(Village village, Map<String, String> parameters, int turn);
  }
}
