package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.lease.EndAnswer.LeaseLost;
import dev.gridcast.server.lease.EndAnswer.Stored;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Samples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that come when their case has gone on without them. */
class SecondOpinionTest {

  @TempDir Path folder;

  private Office office;
  private Lease late;

  /** Ada fell silent over case 0, which bob then trained. */
  @BeforeEach
  void open() {
    office = Office.auditing(folder, 40);
    late = office.lease("ada", 0);
    office.silence();
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void aLateResultIsKeptAndIsASecondOpinion() {
    Lease other = office.lease("bob", 0);
    office.train(other);
    assertThat(office.train(late))
        .extracting(one -> one.volunteer() + " " + one.outcome())
        .containsExactly("ada VERIFIED", "bob AGREED");
    assertThat(office.record("ada").abandoned()).isZero();
  }

  @Test
  void itComesEvenBeforeThatOfTheNewHolder() {
    Lease other = office.lease("bob", 0);
    office.train(late);
    assertThat(office.row(0).state()).isEqualTo(CaseState.SCORED);
    assertThat(office.desk.heartbeat(List.of(other.token()))).as("bob is its witness").isEmpty();
    assertThat(office.train(other))
        .extracting(one -> one.volunteer() + " " + one.outcome())
        .containsExactly("ada VERIFIED", "bob AGREED");
  }

  @Test
  void aLateLieAgainstAConfirmedResultIsRejected() {
    office.train(office.lease("bob", 0));
    office.train(office.lease("cyd", 0));
    assertThat(office.train(late, "false"))
        .singleElement()
        .satisfies(one -> assertThat(one.outcome()).isEqualTo(AttemptOutcome.REJECTED));
    assertThat(office.record("ada").blamed()).isEqualTo(2);
    assertThat(office.desk.counts().verified()).isEqualTo(1);
  }

  @Test
  void aLateResultThatDiffersOpensAnUnconfirmedOneAgain() {
    office.desk.operator().vouch("bob", true);
    Lease believed = office.lease("bob", 0);
    assertThat(office.train(believed).get(0).confirmation()).contains(Confirmation.VOUCHED);
    assertThat(office.train(late, "another"))
        .extracting(one -> one.volunteer() + " " + one.outcome())
        .containsExactlyInAnyOrder("bob SCORED", "ada SCORED");
    assertThat(office.row(0).state()).isEqualTo(CaseState.SCORED);
    assertThat(office.record("bob").verified()).isZero();
    office.train(office.lease("cyd", 0));
    assertThat(office.attempt(believed).outcome()).isEqualTo(AttemptOutcome.VERIFIED);
    assertThat(office.attempt(late).outcome()).isEqualTo(AttemptOutcome.REJECTED);
  }

  @Test
  void aLateClaimIsKeptOnlyWhereThereIsNothingElse() {
    assertThat(office.desk.claim(late.token(), Samples.claim(1), "{}"))
        .isEqualTo(new Stored(0, false));
    assertThat(office.row(0).state()).isEqualTo(CaseState.CLAIMED);
    assertThat(office.desk.claim(late.token(), Samples.claim(1), "{}"))
        .isEqualTo(new Stored(0, true));

    Lease silent = office.lease("ada", 1);
    office.silence();
    Lease passedOn = office.lease("bob", 1);
    office.report(passedOn);
    assertThat(office.desk.claim(silent.token(), Samples.claim(1), "{}"))
        .isEqualTo(new Stored(1, false));
    assertThat(office.attempt(silent).outcome()).isEqualTo(AttemptOutcome.SUPERSEDED);
    assertThat(office.row(1).state()).isEqualTo(CaseState.REPORTED);
  }

  @Test
  void aClaimTakesTheCaseFromWhoeverHasItInHand() {
    Lease other = office.lease("bob", 0);
    office.desk.claim(late.token(), Samples.claim(1), "{}");
    assertThat(office.attempt(other).outcome()).isEqualTo(AttemptOutcome.SUPERSEDED);
    assertThat(office.desk.heartbeat(List.of(other.token()))).containsExactly(other.token());
    assertThat(office.fail(other)).isEqualTo(new LeaseLost("somebody else was faster"));
  }

  @Test
  void aLateFailureIsAFailureAndNoSilence() {
    assertThat(office.row(0).abandonedAttempts()).isEqualTo(1);
    assertThat(office.fail(late)).isEqualTo(new Stored(0, false));
    assertThat(office.row(0).abandonedAttempts()).isZero();
    assertThat(office.row(0).failedAttempts()).isEqualTo(1);
    assertThat(office.record("ada").failed()).isEqualTo(1);
    assertThat(office.record("ada").abandoned()).isZero();
  }

  @Test
  void aLateWordOfAFullDiskCostsNothing() {
    office.desk.clientFault(late.token(), "CLIENT_FAULT", "disk full", "");
    assertThat(office.row(0).abandonedAttempts()).isZero();
    assertThat(office.row(0).failedAttempts()).isZero();
  }

  @Test
  void nobodyIsAWitnessOfHisOwnByAnOldLease() {
    for (int i = 1; i < 40; i++) {
      office.report(office.lease("ada", i));
    }
    Lease again = office.lease("ada", 0);
    assertThat(office.report(late)).as("by the old lease").isEqualTo(new Stored(0, false));
    assertThat(office.attempt(again).outcome()).isEqualTo(AttemptOutcome.SUPERSEDED);
    assertThat(office.report(again))
        .isEqualTo(new LeaseLost("you returned a result of this case under another lease"));
    office.score(late, Office.TRUE);
    assertThat(office.row(0).state()).isEqualTo(CaseState.SCORED);
  }

  @Test
  void noHeartbeatMakesAnybodyAWitnessOfHisOwn() {
    for (int i = 1; i < 40; i++) {
      office.report(office.lease("ada", i));
    }
    office.train(office.lease("ada", 0));
    assertThat(office.desk.heartbeat(List.of(late.token()))).containsExactly(late.token());
    assertThat(office.attempt(late).outcome()).isEqualTo(AttemptOutcome.EXPIRED);
  }
}
