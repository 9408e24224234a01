package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Confirmation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of volunteers without a record count when somebody else comes to the same. */
class SecondTrainingTest {

  @TempDir Path folder;

  private Office office;

  @BeforeEach
  void open() {
    office = Office.auditing(folder, 60);
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void aNewcomersResultWaitsForSomebodyElse() {
    Lease first = office.lease("ada", 0);
    assertThat(office.train(first))
        .containsExactly(
            new Settled(
                first.token(),
                0,
                "ada",
                AttemptOutcome.SCORED,
                Optional.empty(),
                Settlement.WAITS));
    assertThat(office.row(0).state()).isEqualTo(CaseState.SCORED);
    office.lease("ada", 1); // never its own witness
    Lease second = office.lease("bob", 0);

    assertThat(office.train(second))
        .containsExactly(
            new Settled(
                first.token(),
                0,
                "ada",
                AttemptOutcome.VERIFIED,
                Optional.of(Confirmation.WITNESS),
                ""),
            new Settled(second.token(), 0, "bob", AttemptOutcome.AGREED, Optional.empty(), ""));
    assertThat(office.record("ada").verified()).isEqualTo(1);
    assertThat(office.record("ada").streak()).isEqualTo(1);
    assertThat(office.record("bob").agreed()).isEqualTo(1);
    assertThat(office.record("bob").streak()).isEqualTo(1);
  }

  @Test
  void oneWitnessAtATimeIsEnough() {
    office.train(office.lease("ada", 0));
    office.lease("bob", 0);
    office.lease("cyd", 1);
  }

  @Test
  void ofTwoThatDifferAThirdTellsWhichIsFalse() {
    Lease lie = office.lease("eve", 0);
    office.train(lie, "false");
    Lease honest = office.lease("ada", 0);
    assertThat(office.train(honest))
        .singleElement()
        .extracting(Settled::outcome)
        .isEqualTo(AttemptOutcome.SCORED);
    Lease third = office.lease("bob", 0);
    List<Settled> settled = office.train(third);

    assertThat(settled)
        .extracting(one -> one.volunteer() + " " + one.outcome())
        .containsExactlyInAnyOrder("ada VERIFIED", "bob AGREED", "eve REJECTED");
    assertThat(office.row(0).failedAttempts()).as("a lie is not the case's fault").isZero();
    assertThat(office.record("eve").streak()).isZero();
    assertThat(office.record("eve").blamed()).isEqualTo(2);
    assertThat(office.volunteer("eve").doubted()).isTrue();
    assertThat(office.volunteer("ada").doubted()).isFalse();
  }

  @Test
  void whoIsTrustedIsStillAuditedNowAndThen() {
    office.confirmTogether("ada", "bob", 10);
    assertThat(office.record("ada").streak()).isEqualTo(10);
    Set<AttemptOutcome> seen = EnumSet.noneOf(AttemptOutcome.class);
    for (int i = 0; i < 40; i++) {
      Lease lease = office.lease("ada");
      Settled settled = office.train(lease).get(0);
      seen.add(settled.outcome());
      if (settled.outcome() == AttemptOutcome.VERIFIED) {
        assertThat(settled.confirmation()).contains(Confirmation.TRUST);
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(AttemptOutcome.VERIFIED, AttemptOutcome.SCORED);
  }

  @Test
  void aLiesDiscoveryOpensTheLiarsUnconfirmedResultsAgain() {
    office.confirmTogether("eve", "bob", 10);
    Lease trusted = trustedResultOf("eve");
    Lease caught = office.lease("eve");
    office.report(caught);
    office.desk.rejected(caught.token(), "claimed 1, measured 2", true);
    assertThat(office.record("eve").streak()).isZero();

    assertThat(office.desk.sweep()).extracting(Settled::lease).contains(trusted.token());
    assertThat(office.attempt(trusted).outcome()).isEqualTo(AttemptOutcome.SCORED);
    assertThat(office.volunteer("eve").doubted()).as("done").isFalse();
    assertThat(office.desk.sweep()).isEmpty();
    assertThat(office.row(0).state()).as("confirmed").isEqualTo(CaseState.VERIFIED);
    assertThat(office.record("eve").verified()).isEqualTo(10);
  }

  @Test
  void theOperatorsOwnVolunteersAreBelieved() {
    office.desk.operator().vouch("ada", true);
    assertThat(office.train(office.lease("ada")).get(0).confirmation())
        .contains(Confirmation.VOUCHED);
  }

  @Test
  void whereNothingIsTrainedThereIsNothingToAudit() {
    Lease lease = office.lease("ada");
    office.report(lease);
    List<Settled> settled = office.desk.scored(lease.token(), Office.scoring(0, "none", "nothing"));
    assertThat(settled.get(0).confirmation()).contains(Confirmation.NOTHING_TRAINED);
    assertThat(office.record("ada").streak()).isZero();
  }

  @Test
  void whereNoTwoAgreeTheCaseIsQuarantinedAndNobodyBlamed() {
    for (String volunteer : List.of("ada", "bob", "cyd", "dan", "eve")) {
      office.train(office.lease(volunteer, 0), "model of " + volunteer);
    }
    assertThat(office.row(0).state()).isEqualTo(CaseState.QUARANTINED);
    assertThat(office.record("ada").rejected()).isEqualTo(1);
    assertThat(office.record("ada").blamed()).isZero();
  }

  @Test
  void whoIsAloneNeedsNoWitnessOnceThereIsNothingElse() {
    office.close();
    office = Office.auditing(folder.resolve("small"), 1);
    office.greet("bob");
    Lease lease = office.lease("ada", 0);
    office.train(lease);
    office.ask("ada");
    assertThat(office.desk.sweep()).as("bob may come back").isEmpty();

    office.pass(Duration.ofMinutes(10).plusMillis(1));
    assertThat(office.ask("ada")).isInstanceOf(LeaseAnswer.NothingNow.class);
    assertThat(office.desk.sweep())
        .singleElement()
        .satisfies(one -> assertThat(one.confirmation()).contains(Confirmation.ALONE));
    assertThat(office.ask("ada")).isInstanceOf(LeaseAnswer.AllDone.class);
    assertThat(office.record("ada").streak()).isZero();
  }

  @Test
  void whoHasTrainedACaseIsNobodyToWaitFor() {
    office.close();
    office = Office.auditing(folder.resolve("small"), 1);
    office.train(office.lease("ada", 0));
    office.ask("ada");
    assertThat(office.desk.sweep()).as("seen a moment ago, but her own").hasSize(1);
  }

  @Test
  void twoWhoDisagreeWaitForAThird() {
    office.close();
    office = Office.auditing(folder.resolve("small"), 1);
    office.train(office.lease("ada", 0));
    office.train(office.lease("eve", 0), "false");
    office.ask("ada");
    assertThat(office.desk.sweep()).isEmpty();
    office.train(office.lease("bob", 0));
    assertThat(office.desk.done()).isTrue();
  }

  @Test
  void volunteersAreToldOnceWhatBecameOfTheirResults() {
    Lease first = office.lease("ada", 0);
    office.train(first);
    assertThat(office.desk.untold("ada")).isEmpty();
    office.train(office.lease("bob", 0));
    assertThat(office.desk.untold("ada"))
        .singleElement()
        .satisfies(untold -> assertThat(untold.outcome()).isEqualTo(AttemptOutcome.VERIFIED));
    office.desk.told(List.of(first.token()));
    assertThat(office.desk.untold("ada")).isEmpty();
  }

  private Lease trustedResultOf(String volunteer) {
    while (true) {
      Lease lease = office.lease(volunteer);
      if (office.train(lease).get(0).outcome() == AttemptOutcome.VERIFIED) {
        return lease;
      }
    }
  }
}
