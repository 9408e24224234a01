package dev.gridcast.server.trust;

import static dev.gridcast.server.trust.Candidates.as;
import static dev.gridcast.server.trust.Candidates.counted;
import static dev.gridcast.server.trust.Candidates.dl4j;
import static dev.gridcast.server.trust.Candidates.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Fingerprint;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JuryTest {

  private static final Jury JURY = new Jury(TrustRules.STANDARD, "server"::equals);

  private static final Candidate ADA = vector("ada", "true");
  private static final Candidate BEN = vector("ben", "true");
  private static final Candidate LIAR = vector("liar", "false");

  @Test
  void aSingleResultWaitsForAWitness() {
    assertThat(rule(ADA)).isEqualTo(new Ruling.Wait());
    assertThat(rule(dl4j("ada", 1))).isEqualTo(new Ruling.Wait());
  }

  @Test
  void ofTwoThatAgreeTheFirstCounts() {
    assertThat(rule(ADA, BEN)).isEqualTo(counts(ADA, Confirmation.WITNESS).agreed(BEN));
  }

  @Test
  void twoThatDifferNeedAThirdWhichSettlesIt() {
    assertThat(rule(LIAR, ADA)).isEqualTo(new Ruling.Wait());
    assertThat(rule(LIAR, ADA, BEN))
        .isEqualTo(counts(ADA, Confirmation.WITNESS).agreed(BEN).rejected(LIAR));
  }

  @Test
  void oneVolunteerHasOneVoice() {
    Candidate again =
        new Candidate("late", "liar", AttemptOutcome.SCORED, LIAR.fingerprint(), 1, null);
    assertThat(rule(LIAR, again)).isEqualTo(new Ruling.Wait());
    assertThat(rule(LIAR, again, ADA)).isEqualTo(new Ruling.Wait());
    assertThat(rule(LIAR, again, ADA, BEN))
        .isEqualTo(counts(ADA, Confirmation.WITNESS).agreed(BEN).rejected(LIAR, again));
  }

  @Test
  void twoPairsAreSettledByAFifth() {
    Candidate friend = vector("friend", "false");
    assertThat(rule(LIAR, ADA, BEN, friend)).isEqualTo(new Ruling.Wait());
    Candidate cleo = vector("cleo", "true");
    assertThat(rule(LIAR, ADA, BEN, friend, cleo))
        .isEqualTo(counts(ADA, Confirmation.WITNESS).agreed(BEN, cleo).rejected(LIAR, friend));
    assertThat(rule(LIAR, ADA, BEN, friend, vector("mad", "other")))
        .isInstanceOf(Ruling.Hopeless.class);
  }

  @Test
  void twoPairsDoNotOverturnWhatCountsButAMajorityDoes() {
    Candidate counting = counted(LIAR, Confirmation.WITNESS);
    Candidate friend = as(vector("friend", "false"), AttemptOutcome.AGREED);
    Candidate rejected = as(ADA, AttemptOutcome.REJECTED);
    assertThat(rule(counting, friend, rejected, BEN))
        .isEqualTo(counts(counting, Confirmation.WITNESS).agreed(friend).rejected(rejected, BEN));
    Candidate cleo = vector("cleo", "true");
    assertThat(rule(counting, friend, rejected, BEN, cleo))
        .isEqualTo(
            counts(BEN, Confirmation.WITNESS).agreed(rejected, cleo).rejected(counting, friend));
  }

  @Test
  void whatWasRejectedSpeaksButNeverCountsItself() {
    Candidate ada = as(ADA, AttemptOutcome.REJECTED);
    Candidate ben = as(BEN, AttemptOutcome.REJECTED);
    assertThat(rule(ada, ben)).isEqualTo(new Ruling.Wait());
    assertThat(rule(ada, ben, LIAR)).isEqualTo(new Ruling.Wait());
    Candidate cleo = vector("cleo", "true");
    assertThat(rule(ada, LIAR, cleo))
        .isEqualTo(counts(cleo, Confirmation.WITNESS).agreed(ada).rejected(LIAR));
    Candidate far = as(dl4j("a", 1), AttemptOutcome.REJECTED);
    assertThat(rule(far, as(dl4j("b", 1), AttemptOutcome.REJECTED))).isEqualTo(new Ruling.Wait());
    assertThat(rule(far, dl4j("b", 1)))
        .isEqualTo(counts(dl4j("b", 1), Confirmation.WITNESS).agreed(far));
  }

  @Test
  void whatIsTrustedIsOpenAgainOnceAnotherResultDiffers() {
    Candidate trusted = counted(LIAR, Confirmation.TRUST);
    assertThat(rule(trusted, ADA)).isEqualTo(new Ruling.Wait());
    assertThat(rule(trusted, vector("friend", "false")))
        .isEqualTo(counts(trusted, Confirmation.WITNESS).agreed(vector("friend", "false")));
  }

  @Test
  void fiveThatAllDifferAreHopeless() {
    assertThat(
            rule(
                vector("a", "1"),
                vector("b", "2"),
                vector("c", "3"),
                vector("d", "4"),
                vector("e", "5")))
        .isEqualTo(
            new Ruling.Hopeless(
                List.of("lease of a", "lease of b", "lease of c", "lease of d", "lease of e")));
  }

  @Test
  void theServersOwnTrainingOutvotesEverybody() {
    Candidate own = vector("server", "true");
    assertThat(rule(own)).isEqualTo(counts(own, Confirmation.SERVER));
    Candidate counting = counted(LIAR, Confirmation.WITNESS);
    Candidate friend = as(vector("friend", "false"), AttemptOutcome.AGREED);
    assertThat(rule(counting, friend, own))
        .isEqualTo(counts(own, Confirmation.SERVER).rejected(counting, friend));
    assertThat(rule(ADA, own)).isEqualTo(counts(ADA, Confirmation.SERVER).agreed(own));
  }

  @Test
  void whereBitsAreNotPromisedErrorsAreCompared() {
    assertThat(rule(dl4j("a", 1), dl4j("b", 1.01)))
        .isEqualTo(counts(dl4j("a", 1), Confirmation.WITNESS).agreed(dl4j("b", 1.01)));
    assertThat(rule(dl4j("a", 1), dl4j("b", 1.1))).isEqualTo(new Ruling.Wait());
    assertThat(rule(dl4j("a", 1), dl4j("b", 1.1), dl4j("c", 1.11)))
        .isEqualTo(
            counts(dl4j("b", 1.1), Confirmation.WITNESS)
                .agreed(dl4j("c", 1.11))
                .undecided(dl4j("a", 1)));
  }

  @Test
  void whereNobodyCanTellTheFirstCountsUnconfirmed() {
    assertThat(rule(dl4j("a", 1), dl4j("b", 2), dl4j("c", 3), dl4j("d", 4)))
        .isEqualTo(new Ruling.Wait());
    assertThat(rule(dl4j("a", 1), dl4j("b", 2), dl4j("c", 3), dl4j("d", 4), dl4j("e", 5)))
        .isEqualTo(
            counts(dl4j("a", 1), Confirmation.INCONCLUSIVE)
                .undecided(dl4j("b", 2), dl4j("c", 3), dl4j("d", 4), dl4j("e", 5)));
  }

  @Test
  void whatCountsStaysWhenALateResultSaysNothing() {
    Candidate trusted = counted(dl4j("a", 1), Confirmation.TRUST);
    assertThat(rule(trusted, dl4j("b", 2)))
        .isEqualTo(counts(trusted, Confirmation.TRUST).undecided(dl4j("b", 2)));
    assertThat(rule(dl4j("b", 1), trusted))
        .isEqualTo(counts(trusted, Confirmation.WITNESS).agreed(dl4j("b", 1)));
  }

  @Test
  void nobodyGainsBySayingThatAnotherEngineTrained() {
    Candidate pretender = dl4j("liar", 1.001);
    assertThat(rule(pretender, ADA)).isEqualTo(counts(ADA, Confirmation.WITNESS).agreed(pretender));
    assertThat(rule(pretender, vector("liar2", "false"), ADA)).isEqualTo(new Ruling.Wait());
    assertThat(rule(dl4j("liar", 0.5), ADA, BEN))
        .isEqualTo(counts(ADA, Confirmation.WITNESS).agreed(BEN).undecided(dl4j("liar", 0.5)));
  }

  @Test
  void anotherVersionOfAnExactEngineIsNotFalseForThat() {
    Candidate newer =
        Candidates.scored("new", new Fingerprint("vector", "2", "cpu amd64", "other"), 1.5);
    assertThat(rule(newer, ADA, BEN))
        .isEqualTo(counts(ADA, Confirmation.WITNESS).agreed(BEN).undecided(newer));
  }

  @Test
  void aRulingRuledAgainIsTheSame() {
    Candidate first = counted(ADA, Confirmation.WITNESS);
    Candidate second = as(BEN, AttemptOutcome.AGREED);
    Candidate third = as(LIAR, AttemptOutcome.REJECTED);
    assertThat(rule(third, first, second))
        .isEqualTo(counts(first, Confirmation.WITNESS).agreed(second).rejected(third));
  }

  @Test
  void nobodyIsNoJury() {
    assertThatThrownBy(() -> JURY.rule(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  private static Object rule(Candidate... candidates) {
    Ruling ruling = JURY.rule(List.of(candidates));
    return ruling instanceof Ruling.Counts counts
        ? new Expected(
            counts.counts(), counts.why(), counts.agreed(), counts.rejected(), counts.undecided())
        : ruling;
  }

  private static Expected counts(Candidate result, Confirmation why) {
    return new Expected(result.lease(), why, List.of(), List.of(), List.of());
  }

  /** What a ruling should be, written as one reads it. */
  private record Expected(
      String counts, Confirmation why, List<String> agree, List<String> reject, List<String> open) {

    Expected agreed(Candidate... those) {
      return new Expected(counts, why, leases(those), reject, open);
    }

    Expected rejected(Candidate... those) {
      return new Expected(counts, why, agree, leases(those), open);
    }

    Expected undecided(Candidate... those) {
      return new Expected(counts, why, agree, reject, leases(those));
    }

    private static List<String> leases(Candidate... those) {
      return Stream.of(those).map(Candidate::lease).toList();
    }
  }
}
