package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.lease.EndAnswer.Stored;
import dev.gridcast.server.lease.LeaseAnswer.Suspended;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseState;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails over and over: the case's fault, or the volunteer's. */
class BudgetsTest {

  @TempDir Path folder;

  private Office office;

  @BeforeEach
  void open() {
    office = Office.believing(folder, 6);
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void aCaseThatFailsWithOneVolunteerAfterTheOtherIsQuarantined() {
    for (String volunteer : new String[] {"ada", "bob", "cyd"}) {
      Lease held = office.lease(volunteer, 0);
      assertThat(office.fail(held)).isEqualTo(new Stored(0, false));
      assertThat(office.fail(held)).isEqualTo(new Stored(0, true));
      assertThat(office.record(volunteer).failed()).isEqualTo(1);
    }
    assertThat(office.row(0).state()).isEqualTo(CaseState.QUARANTINED);
    office.lease("dan", 1);
    Lease again = office.lease("eve", 2);
    assertThat(again.testCase().index()).isEqualTo(2);
  }

  @Test
  void aCaseThatOneVolunteerFailsAloneSaysNothingOfTheCase() {
    office.close();
    office = Office.believing(folder.resolve("small"), 1);
    for (int i = 0; i < 3; i++) {
      office.fail(office.lease("ada", 0));
    }
    assertThat(office.row(0).state()).isEqualTo(CaseState.FAILED);
    assertThat(office.desk.done()).isTrue();
  }

  @Test
  void aCaseOverWhichManyFallSilentIsAbandoned() {
    for (int i = 0; i < 10; i++) {
      office.lease("volunteer-" + i, 0);
      office.silence();
    }
    assertThat(office.row(0).state()).isEqualTo(CaseState.ABANDONED);
    assertThat(office.row(0).failedAttempts()).isZero();
  }

  @Test
  void theOperatorReleasesWhatEndedBadly() {
    aCaseThatFailsWithOneVolunteerAfterTheOtherIsQuarantined();
    assertThat(office.desk.operator().release(0)).isTrue();
    assertThat(office.row(0).state()).isEqualTo(CaseState.AVAILABLE);
    assertThat(office.row(0).failedAttempts()).isZero();
    assertThat(office.desk.operator().release(0)).isFalse();
    assertThat(office.desk.operator().release(5)).as("never leased").isFalse();
    office.train(office.lease("fay", 0));
    assertThat(office.row(0).state()).isEqualTo(CaseState.VERIFIED);
  }

  @Test
  void evenAGivenUpCaseTakesALateResult() {
    Lease held = office.lease("ada", 0);
    office.silence();
    for (String volunteer : new String[] {"bob", "cyd", "dan"}) {
      office.fail(office.lease(volunteer, 0));
    }
    assertThat(office.row(0).state()).isEqualTo(CaseState.QUARANTINED);
    office.train(held);
    assertThat(office.row(0).state()).isEqualTo(CaseState.VERIFIED);
  }

  @Test
  void whatOthersCanTrainIsTheVolunteersOwnFault() {
    office.close();
    office = Office.believing(folder.resolve("larger"), 8);
    int last = 5;
    for (int i = 0; i < last; i++) {
      office.fail(office.lease("eve", i));
      office.train(office.lease("ada", i));
    }
    assertThat(office.record("eve").blamed()).isEqualTo(last);
    assertThat(office.row(1).failedAttempts()).as("charged no more").isZero();
    Lease waiting = office.lease("eve", last);
    office.fail(waiting);
    office.fail(office.lease("eve", last + 1));
    office.train(office.lease("ada", last));

    assertThat(office.record("eve").blamed()).isEqualTo(last + 1);
    assertThat(office.ask("eve")).isInstanceOf(Suspended.class);
    assertThat(office.row(last + 1).failedAttempts()).isEqualTo(1);
    office.desk.sweep();
    assertThat(office.row(last + 1).failedAttempts()).as("taken back").isZero();
    assertThat(office.attempt(waiting).outcome()).isEqualTo(AttemptOutcome.FAILED);
  }

  @Test
  void everybodyWhoFailedIsBlamedOnceSomebodyElseIsConfirmed() {
    office.close();
    office = Office.auditing(folder.resolve("small"), 1);
    office.fail(office.lease("ada", 0));
    office.train(office.lease("bob", 0));
    office.fail(office.lease("eve", 0));
    office.train(office.lease("cyd", 0));
    assertThat(office.record("ada").blamed()).isEqualTo(1);
    assertThat(office.record("eve").blamed()).isEqualTo(1);
    assertThat(office.row(0).failedAttempts()).isZero();
  }

  @Test
  void whoSucceedsAtLastIsNotBlamedForItsOwnFailures() {
    office.close();
    office = Office.believing(folder.resolve("small"), 1);
    office.fail(office.lease("ada", 0));
    office.train(office.lease("ada", 0));
    assertThat(office.row(0).failedAttempts()).as("charged to nobody else").isEqualTo(1);
    assertThat(office.record("ada").blamed()).isZero();
  }

  @Test
  void aResultThatCountsEndsTheBlame() {
    office.fail(office.lease("eve", 0));
    office.train(office.lease("ada", 0));
    office.train(office.lease("eve", 1));
    assertThat(office.record("eve").blamed()).isZero();
  }

  @Test
  void aSuspendedVolunteerHasNoCasesUntilItIsReleased() {
    office.greet("eve");
    OperatorDesk operator = OperatorDesk.of(office.store, office.clock);
    assertThat(operator.suspend("eve", "she asked for it")).isTrue();
    assertThat(operator.suspend("nobody", "no")).isFalse();
    assertThat(office.ask("eve")).isEqualTo(new Suspended("she asked for it"));
    assertThat(operator.release("eve")).isTrue();
    assertThat(operator.release("eve")).isFalse();
    office.lease("eve", 0);
  }

  @Test
  void aDrainedVolunteerFinishesWhatItHasAndIsGivenNothingMore() {
    Lease inHand = office.lease("eve", 0);
    OperatorDesk operator = OperatorDesk.of(office.store, office.clock);
    assertThat(operator.drain("nobody", true)).isFalse();
    assertThat(operator.drain("eve", true)).isTrue();
    assertThat(office.ask("eve")).isInstanceOf(LeaseAnswer.Drained.class);
    office.train(inHand);
    assertThat(office.row(0).state()).isEqualTo(CaseState.VERIFIED);
    assertThat(office.ask("eve")).isInstanceOf(LeaseAnswer.Drained.class);
    office.lease("ada", 1);
    assertThat(operator.drain("eve", false)).isTrue();
    office.lease("eve", 2);
  }

  @Test
  void vouchingForAStrangerMakesItKnown() {
    OperatorDesk operator = office.desk.operator();
    assertThat(operator.vouch("fay", true)).isFalse();
    assertThat(office.volunteer("fay").vouched()).isTrue();
    assertThat(operator.vouch("fay", false)).isTrue();
    assertThat(office.volunteer("fay").vouched()).isFalse();
  }
}
