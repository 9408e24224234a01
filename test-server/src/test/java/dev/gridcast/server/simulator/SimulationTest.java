package dev.gridcast.server.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.simulator.Outcome.Liars;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each habit of volunteers in a small world, with what exactly has to come of it. */
class SimulationTest {

  @TempDir private Path folder;

  private static void assertAllVerified(Outcome outcome, long cases) {
    assertThat(outcome.verified()).isEqualTo(cases);
    assertThat(outcome.notEnded()).isZero();
    assertThat(outcome.falseFromStart()).isZero();
    assertThat(Worlds.lost(outcome, Fault.WRONGLY_REJECTED).trainings()).isZero();
    assertThat(outcome.honestSuspended()).isZero();
  }

  @Test
  void honestVolunteersLoseNothingButAudits() {
    Outcome outcome = Worlds.twelve(folder, 240, 1, Map.of());
    assertAllVerified(outcome, 240);
    assertThat(outcome.counted()).isEqualTo(240);
    assertThat(outcome.lost().keySet())
        .isSubsetOf(Fault.AUDIT, Fault.SUPERSEDED, Fault.UNSETTLED, Fault.LOST_LEASE);
    // Nobody has a record: each of the first cases is trained twice. Later ones now and then.
    assertThat(outcome.overheadFirst()).isEqualTo(1);
    assertThat(outcome.overheadLast()).isLessThan(0.5);
  }

  @Test
  void withoutAuditsEveryCaseIsTrainedOnce() {
    Profile profile = Profiles.honest();
    Outcome outcome =
        Worlds.run(
            folder,
            12,
            30,
            120,
            1,
            profile.with(
                new Profile.Server(
                    profile.server().heartbeat(), profile.server().tick(), Duration.ZERO, false)));
    assertAllVerified(outcome, 120);
    assertThat(outcome.attempts().get(AttemptOutcome.VERIFIED)).isEqualTo(120);
    assertThat(outcome.attempts()).doesNotContainKey(AttemptOutcome.AGREED);
    assertThat(outcome.overheadAll()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Habit.class,
      names = {"BETTER_NUMBERS", "OTHER_WEIGHTS", "COPIED_RESULTS", "RANDOM_WEIGHTS"})
  void whoLiesFromTheStartIsFoundOutAndNothingOfItCounts(Habit habit) {
    Outcome outcome = Worlds.twelve(folder, 240, 3, Map.of(habit, 2));
    assertAllVerified(outcome, 240);
    assertThat(outcome.liars()).hasSize(1);
    Liars liars = outcome.liars().get(0);
    assertThat(liars.caught()).isEqualTo(2);
    assertThat(liars.maxCases()).isLessThanOrEqualTo(10);
    assertThat(Worlds.lost(outcome, Fault.LIE).trainings()).isPositive();
  }

  @Test
  void aClaimThatIsTooGoodIsFoundOutAtOnce() {
    Outcome outcome = Worlds.twelve(folder, 120, 1, Map.of(Habit.BETTER_NUMBERS, 3));
    assertThat(outcome.liars().get(0).meanCases()).isEqualTo(1);
    assertThat(outcome.liars().get(0).maxCases()).isEqualTo(1);
  }

  @Test
  void aSleeperIsFoundOutAndItsUnconfirmedResultsAreOpenedAgain() {
    Outcome outcome = Worlds.twelve(folder, 900, 2, Map.of(Habit.SLEEPER, 2));
    assertAllVerified(outcome, 900);
    assertThat(outcome.liars().get(0).active()).isEqualTo(2);
    assertThat(outcome.liars().get(0).caught()).isEqualTo(2);
    assertThat(outcome.falseOfSleepers()).isZero();
  }

  @Test
  void casesOfThoseWhoVanishAreTrainedByOthers() {
    // Each of them vanishes in the first half of the days, while there is work for everybody.
    Profile profile = Profiles.honest().with(Map.of(Habit.VANISHES, 5 / 12.0));
    Outcome outcome = Worlds.run(folder, 12, 2, 240, 1, profile);
    assertAllVerified(outcome, 240);
    assertThat(Worlds.lost(outcome, Fault.VANISHED).trainings()).isBetween(1L, 5L);
  }

  @Test
  void whoComesBackGoesOnWithItsCaseOrReportsLate() {
    Outcome outcome = Worlds.twelve(folder, 600, 4, Map.of(Habit.RETURNS, 6));
    assertAllVerified(outcome, 600);
    assertThat(Worlds.lost(outcome, Fault.VANISHED).trainings()).isPositive();
  }

  @Test
  void aBrokenMachineIsSuspendedAndItsFailuresAreNotTheCases() {
    Outcome outcome = Worlds.twelve(folder, 120, 1, Map.of(Habit.CRASHES, 1));
    assertAllVerified(outcome, 120);
    assertThat(Worlds.lost(outcome, Fault.BAD_MACHINE).trainings()).isBetween(6L, 80L);
  }

  @Test
  void brokenCasesAreQuarantinedAndNobodyIsBlamed() {
    Profile profile = Profiles.honest();
    Outcome outcome =
        Worlds.run(
            folder,
            12,
            30,
            120,
            5,
            profile.with(new Profile.Cases(Duration.ofHours(1), 0, 0.1, Duration.ofHours(24), 3)));
    BrokenCases broken = new BrokenCases(5, 0.1);
    long expected = LongStream.range(0, 120).filter(broken::contains).count();
    assertThat(expected).isBetween(5L, 20L);
    assertThat(outcome.cases().get(CaseState.QUARANTINED)).isEqualTo(expected);
    assertThat(outcome.verified()).isEqualTo(120 - expected);
    assertThat(outcome.notEnded()).isZero();
    assertThat(outcome.honestSuspended()).isZero();
    assertThat(Worlds.lost(outcome, Fault.BAD_CASE).trainings()).isEqualTo(3 * expected);
  }

  @Test
  void floodsAreCutOffAndHurtNobodyElse() {
    Outcome outcome = Worlds.twelve(folder, 240, 1, Map.of(Habit.FLOODS, 3));
    assertAllVerified(outcome, 240);
  }

  @Test
  void aServerThatIsKilledAgainAndAgainLosesNothing() {
    Profile profile = Profiles.honest();
    Outcome outcome =
        Worlds.run(
            folder,
            12,
            30,
            240,
            1,
            profile.with(
                new Profile.Server(
                    profile.server().heartbeat(),
                    profile.server().tick(),
                    Duration.ofMinutes(100),
                    true)));
    assertAllVerified(outcome, 240);
    assertThat(outcome.restarts()).isGreaterThan(5);
    assertThat(outcome.lost().keySet())
        .isSubsetOf(Fault.AUDIT, Fault.SUPERSEDED, Fault.UNSETTLED, Fault.LOST_LEASE);
  }

  @Test
  void aLineThatIsCutEveryHourCostsNoTraining() {
    Profile profile = Profiles.honest();
    Outcome outcome =
        Worlds.run(
            folder,
            12,
            30,
            240,
            1,
            profile.with(
                new NetworkProfile(
                    Duration.ofMillis(20),
                    Duration.ofSeconds(2),
                    Duration.ofHours(1),
                    Duration.ofSeconds(30))));
    assertAllVerified(outcome, 240);
    assertThat(outcome.lost().keySet())
        .isSubsetOf(Fault.AUDIT, Fault.SUPERSEDED, Fault.UNSETTLED, Fault.LOST_LEASE);
  }

  @Test
  void twoWhoColludeAreBelievedWhenTheyMeet() { // the known limit of replication, as documented
    Outcome outcome = Worlds.twelve(folder, 240, 1, Map.of(Habit.COLLUDES, 6));
    assertThat(outcome.notEnded()).isZero();
    assertThat(outcome.falseFromStart()).isPositive();
  }

  @Test
  void theSameSeedIsTheSameWorldAndAnotherOneIsNot() throws IOException {
    Outcome once = lively("once", 1);
    Outcome again = lively("again", 1);
    Outcome other = lively("other", 2);
    Plan plan = new Plan(30, 14, 150, 1, Profiles.standard());
    assertThat(OutcomeText.lines(plan, again)).isEqualTo(OutcomeText.lines(plan, once));
    assertThat(OutcomeJson.of(plan, again)).isEqualTo(OutcomeJson.of(plan, once));
    assertThat(other.trace()).isNotEqualTo(once.trace());
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void whateverTheSeedTheRulesHold(long seed) throws IOException {
    Outcome outcome = lively("seed", seed); // throws when a rule is broken on the way
    assertThat(outcome.falseFromStart()).isZero();
    assertThat(Worlds.lost(outcome, Fault.WRONGLY_REJECTED).trainings()).isZero();
    assertThat(outcome.honestSuspended()).isZero();
    assertThat(outcome.notEnded()).isZero();
  }

  /** Few volunteers, and all habits among them. */
  private Outcome lively(String name, long seed) throws IOException {
    Map<Habit, Double> shares =
        Map.ofEntries(
            Map.entry(Habit.SLOW, 0.05),
            Map.entry(Habit.VANISHES, 0.15),
            Map.entry(Habit.RETURNS, 0.15),
            Map.entry(Habit.FLOODS, 0.05),
            Map.entry(Habit.CRASHES, 0.05),
            Map.entry(Habit.OTHER_WEIGHTS, 0.04),
            Map.entry(Habit.RANDOM_WEIGHTS, 0.04),
            Map.entry(Habit.COPIED_RESULTS, 0.04));
    return Worlds.run(
        Files.createDirectory(folder.resolve(name)),
        30,
        14,
        150,
        seed,
        Profiles.standard().with(shares));
  }
}
