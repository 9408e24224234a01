package dev.gridcast.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.gridcast.trainer.evaluate.Evaluation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What every store must know of a result, from its coming to what its volunteer is told. */
abstract class ResultContract extends StoreSteps {

  private static final Instant LATER = Samples.START.plusSeconds(60);

  @Test
  void aResultIsTakenForScoringOnceAtATimeTheOldestFirst() {
    lease(0, "a");
    lease(1, "b");
    report("b", 1);
    report("a", 2);
    Instant until = LATER.plusSeconds(30);
    assertThat(take(LATER, until)).contains("b");
    assertThat(take(LATER, until)).contains("a");
    assertThat(take(until.minusMillis(1), until)).isEmpty();
    assertThat(take(until, until.plusSeconds(1))).contains("b");
    score("b", 300, "x");
    assertThat(take(until.plusSeconds(9), until)).contains("a");
    assertThat(take(until.plusSeconds(9), until)).contains("a");
    store.update(writer -> writer.rejectResult("a", "made up", LATER));
    assertThat(take(until.plusSeconds(9), until)).isEmpty();
  }

  @Test
  void whatIsTakenForScoringIsWhole() {
    lease(3, "a");
    report("a", 1);
    StoredResult taken = store.write(w -> w.takeUnscored(LATER, LATER)).orElseThrow();
    assertThat(taken)
        .isEqualTo(
            new StoredResult(
                "a",
                store.read(reader -> reader.testCase(3)).orElseThrow(),
                "ada",
                Samples.claim(1),
                "{}",
                Samples.MODEL,
                Samples.START.plusSeconds(9)));
    assertThat(store.<Optional<Claim>>read(reader -> reader.claim("a"))).contains(taken.claim());
    assertThat(store.<Optional<Claim>>read(reader -> reader.claim("b"))).isEmpty();
  }

  @Test
  void aScoredResultIsACandidateAndDoesNotCountYet() {
    lease(0, "a");
    report("a", 1);
    assertThat(candidates(0)).isEmpty();
    score("a", 300, "sha");
    assertThat(candidates(0))
        .containsExactly(
            new Candidate(
                "a",
                "ada",
                AttemptOutcome.SCORED,
                new Fingerprint("vector", "1", "cpu", "sha"),
                270,
                null));
    assertThat(store.<List<CaseReport>>read(reader -> reader.best(5))).isEmpty();
    assertThat(store.<List<String>>read(reader -> reader.unconfirmed(5))).isEmpty();
    assertThat(untold()).isEmpty();
  }

  @Test
  void candidatesComeInTheOrderOfTheirReports() {
    lease(0, "a");
    lease(0, "b", "bob");
    lease(0, "c", "eve");
    lease(0, "d", "dan");
    report("b", 1);
    report("a", 2);
    report("c", 3);
    score("a", 300, "x");
    score("b", 300, "x");
    count("b", Confirmation.WITNESS);
    store.update(writer -> writer.agreeResult("a", LATER));
    score("c", 400, "y");
    store.update(writer -> writer.rejectResult("c", "differs", LATER));
    report("d", 4);
    store.update(writer -> writer.rejectResult("d", "claimed too much, never scored", LATER));
    assertThat(candidates(0))
        .extracting(Candidate::lease, Candidate::outcome, Candidate::confirmation)
        .containsExactly(
            tuple("b", AttemptOutcome.VERIFIED, Confirmation.WITNESS),
            tuple("a", AttemptOutcome.AGREED, null),
            tuple("c", AttemptOutcome.REJECTED, null));
  }

  @Test
  void theResultThatCountsSpeaksForItsCase() {
    lease(0, "a");
    report("a", 1);
    assertThat(speaker(0)).isEqualTo("a");
    lease(0, "b", "bob");
    assertThat(speaker(0)).isEqualTo("a");
    report("b", 2);
    assertThat(speaker(0)).isEqualTo("a");
    score("a", 300, "x");
    score("b", 200, "y");
    count("b", Confirmation.SERVER);
    assertThat(speaker(0)).isEqualTo("b");
    CaseReport line = store.read(reader -> reader.report(0)).orElseThrow();
    assertThat(line.confirmation()).isEqualTo(Confirmation.SERVER);
    assertThat(line.verification()).isEqualTo(Samples.verification(200));
    assertThat(line.judgedAt()).isEqualTo(LATER);

    store.update(writer -> writer.doubtResult("b"));
    line = store.read(reader -> reader.report(0)).orElseThrow();
    assertThat(line.attempt().lease()).isEqualTo("b");
    assertThat(line.verification()).isNull();
    assertThat(line.judgedAt()).isNull();
    assertThat(line.confirmation()).isNull();
    count("a", Confirmation.WITNESS);
    assertThat(speaker(0)).isEqualTo("a");
  }

  @Test
  void anotherSpeaksAfterARejectedResult() {
    lease(0, "a");
    report("a", 1);
    store.update(writer -> writer.rejectResult("a", "made up", LATER));
    lease(0, "b", "bob");
    assertThat(speaker(0)).isEqualTo("b");
    end("b", AttemptOutcome.EXPIRED);
    lease(0, "c", "eve");
    store.update(writer -> writer.reopenAttempt("b", LATER));
    assertThat(speaker(0)).isEqualTo("b");
  }

  @Test
  void resultsThatNobodyConfirmedAreKnown() {
    verify(0, "a", 300);
    verify(1, "b", 300);
    lease(2, "c", "bob");
    report("c", 1);
    score("c", 300, "x");
    count("c", Confirmation.NOTHING_TRAINED);
    lease(3, "d", "bob");
    report("d", 1);
    score("d", 300, "x");
    count("d", Confirmation.ALONE);
    assertThat(store.<List<String>>read(reader -> reader.unconfirmed("ada", 5)))
        .containsExactly("a", "b");
    assertThat(store.<List<String>>read(reader -> reader.unconfirmed("ada", 1)))
        .containsExactly("a");
    assertThat(store.<List<String>>read(reader -> reader.unconfirmed(5)))
        .containsExactlyInAnyOrder("a", "b", "d");
    store.update(writer -> writer.confirmResult("a", Confirmation.WITNESS));
    store.update(writer -> writer.doubtResult("b"));
    assertThat(store.<List<String>>read(reader -> reader.unconfirmed(5))).containsExactly("d");
  }

  @Test
  void whoWasNotToldOfAResultIsKnownAndAChangeIsUntoldAgain() {
    verify(0, "a", 300);
    lease(1, "b");
    report("b", 1);
    assertThat(untold()).containsExactly(new Untold("a", 0, AttemptOutcome.VERIFIED, ""));
    store.update(writer -> writer.toldResult("a"));
    assertThat(untold()).isEmpty();
    store.update(
        writer -> {
          writer.rejectResult("a", "beaten by two others", LATER);
          writer.rejectResult("b", "made up", LATER);
        });
    assertThat(untold())
        .containsExactly(
            new Untold("a", 0, AttemptOutcome.REJECTED, "beaten by two others"),
            new Untold("b", 1, AttemptOutcome.REJECTED, "made up"));
    assertThat(store.<List<Untold>>read(reader -> reader.untold("ada", 1))).hasSize(1);
    assertThat(store.<List<Untold>>read(reader -> reader.untold("bob", 5))).isEmpty();
    store.update(writer -> writer.toldResult("a"));
    store.update(writer -> writer.agreeResult("a", LATER));
    assertThat(untold()).contains(new Untold("a", 0, AttemptOutcome.AGREED, ""));
  }

  @Test
  void weightsThatCameForAnotherCaseAreKnown() {
    lease(0, "a");
    report("a", 1);
    score("a", 300, "sha");
    assertThat(store.<Boolean>read(reader -> reader.modelKnown("sha", 1))).isTrue();
    assertThat(store.<Boolean>read(reader -> reader.modelKnown("sha", 0))).isFalse();
    assertThat(store.<Boolean>read(reader -> reader.modelKnown("other", 1))).isFalse();
  }

  @Test
  void howManyAreBetterIsCountedUpToALimit() {
    verify(0, "a", 100);
    verify(1, "b", 200);
    verify(2, "c", 300);
    assertThat(store.<Long>read(reader -> reader.better(200, 10))).isEqualTo(1);
    assertThat(store.<Long>read(reader -> reader.better(999, 10))).isEqualTo(3);
    assertThat(store.<Long>read(reader -> reader.better(999, 2))).isEqualTo(2);
  }

  @Test
  void theBestOfAModelIsAskedByItsWord() {
    store.update(
        writer -> {
          for (int i = 0; i < 3; i++) {
            writer.insertCase(
                new CaseRow(
                    i, "case-" + i, Map.of("model", i == 0 ? "lstm" : "gru"), CaseState.LEASED, 0));
          }
        });
    verify(0, "a", 100);
    verify(1, "b", 300);
    verify(2, "c", 200);
    assertThat(store.<Optional<CaseReport>>read(reader -> reader.bestOf("gru")).orElseThrow())
        .satisfies(best -> assertThat(best.testCase().index()).isEqualTo(2));
    assertThat(store.<Optional<CaseReport>>read(reader -> reader.bestOf("cnn"))).isEmpty();
    assertThat(store.<Long>read(reader -> reader.verifiedOf("gru"))).isEqualTo(2);
    store.update(writer -> writer.doubtResult("c"));
    assertThat(store.<Long>read(reader -> reader.verifiedOf("gru"))).isEqualTo(1);
  }

  @Test
  void everyFigureComesBack() {
    lease(0, "a");
    report("a", 1);
    Verification full = Samples.fullVerification(650);
    Verification known =
        new Verification(
            full.validationRmse(),
            new Evaluation(
                full.confirmation().samples(),
                full.confirmation().model(),
                full.confirmation().baselines(),
                OptionalDouble.of(0.0125)),
            full.forecast());
    store.update(
        writer ->
            writer.scoreResult(
                "a",
                new Scoring(known, new Fingerprint("vector", "1", "cpu", "x")),
                Samples.START));
    count("a", Confirmation.TRUST);
    assertThat(store.read(reader -> reader.best(1)).get(0).verification()).isEqualTo(known);
  }

  @Test
  void creditIsForVerifiedAndAgreedWorkOfThePeriod() {
    store.update(writer -> writer.seeVolunteer("eve", "Eve", "m", Samples.START));
    verify(0, "a", 300);
    lease(0, "b", "bob");
    report("b", 4);
    score("b", 300, "x");
    store.update(writer -> writer.agreeResult("b", LATER.plusSeconds(1)));
    lease(0, "c", "eve");
    report("c", 1);
    score("c", 400, "y");
    store.update(writer -> writer.rejectResult("c", "differs", LATER));
    assertThat(credits(LATER, LATER.plusSeconds(2)))
        .containsExactly(
            // Reported after 9 s, which is less than the 12.5 s that it claimed to have trained.
            new Credit("ada", "ada", 1, 0, 9_000),
            // Reported after 12 s.
            new Credit("bob", "bob", 0, 1, 12_000));
    assertThat(credits(LATER, LATER.plusSeconds(1))).hasSize(1);
    assertThat(credits(LATER.plusMillis(1), LATER.plusSeconds(1))).isEmpty();
    verify(1, "d", 300);
    verify(2, "e", 300);
    store.update(writer -> writer.doubtResult("d"));
    assertThat(credits(LATER, LATER.plusSeconds(1)))
        .containsExactly(new Credit("ada", "ada", 2, 0, 18_000));
  }

  @Test
  void creditIsNotMoreThanWasClaimed() {
    lease(0, "a");
    store.update(
        writer ->
            writer.insertResult(
                "a", Samples.claim(1), "{}", Samples.MODEL, Samples.START.plusSeconds(3600)));
    score("a", 300, "x");
    count("a", Confirmation.TRUST);
    assertThat(credits(LATER, LATER.plusSeconds(1)))
        .containsExactly(new Credit("ada", "ada", 1, 0, 12_500));
  }

  @Test
  void aClaimIsNeverScored() {
    lease(0, "a");
    store.update(
        writer -> {
          writer.endAttempt("a", AttemptOutcome.CLAIMED, LATER, "no model", "");
          writer.insertClaim("a", Samples.claim(1), "{}", LATER);
        });
    assertThat(take(LATER.plusSeconds(9), LATER)).isEmpty();
    assertThat(store.<Optional<Claim>>read(reader -> reader.claim("a"))).contains(Samples.claim(1));
    assertThatThrownBy(() -> score("a", 300, "x")).isInstanceOf(StoreException.class);
  }

  private List<Credit> credits(Instant from, Instant until) {
    return store.read(reader -> reader.credits(from, until));
  }

  private List<Untold> untold() {
    return store.read(reader -> reader.untold("ada", 9));
  }

  private List<Candidate> candidates(long index) {
    return store.read(reader -> reader.candidates(index));
  }

  private Optional<String> take(Instant now, Instant until) {
    return store.write(writer -> writer.takeUnscored(now, until)).map(StoredResult::lease);
  }

  private String speaker(long index) {
    return store.read(reader -> reader.report(index)).orElseThrow().attempt().lease();
  }
}
