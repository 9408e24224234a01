package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.lease.EndAnswer.LeaseLost;
import dev.gridcast.server.lease.EndAnswer.Stored;
import dev.gridcast.server.lease.LeaseAnswer.AllDone;
import dev.gridcast.server.lease.LeaseAnswer.NotYet;
import dev.gridcast.server.lease.LeaseAnswer.NothingNow;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.StoredResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases and how they end, on a server that believes every claim that is true. */
class LeaseDeskTest {

  private static final Duration LEASE = Office.LEASE;

  @TempDir Path folder;

  private Office office;

  @BeforeEach
  void open() {
    office = Office.believing(folder, 3);
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void casesAreHandedOutInOrderEachWithItsOwnSecret() {
    Lease first = office.lease("ada");
    Lease second = office.lease("bob");
    assertThat(first.testCase().index()).isZero();
    assertThat(first.testCase().parameters()).isEqualTo(Samples.parameters(0));
    assertThat(first.testCase().state()).isEqualTo(CaseState.LEASED);
    assertThat(first.deadline()).isEqualTo(Samples.START.plus(LEASE));
    assertThat(second.testCase().index()).isEqualTo(1);
    assertThat(first.token()).matches("[0-9a-f]{32}").isNotEqualTo(second.token());
  }

  @Test
  void aVolunteerWhoNeverSaidHelloGetsNothing() {
    assertThatThrownBy(() -> office.desk.lease("eve", Capabilities.UNKNOWN, Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("eve");
  }

  @Test
  void heartbeatsKeepACaseAndSilenceLosesIt() {
    Lease held = office.lease("ada");
    for (int i = 0; i < 5; i++) {
      office.pass(LEASE.minusMillis(1));
      assertThat(office.desk.heartbeat(List.of(held.token()))).isEmpty();
      assertThat(office.desk.expire()).isEmpty();
    }
    office.pass(LEASE);
    assertThat(office.desk.expire()).containsExactly(new EndedLease(held.token(), 0, "ada", false));
    assertThat(office.record("ada").abandoned()).isEqualTo(1);
    office.lease("bob", 0);
  }

  @Test
  void whoeverFindsNothingElseEndsOverdueLeases() {
    office.lease("ada");
    office.lease("ada");
    office.lease("ada");
    office.pass(LEASE);
    office.lease("bob", 0);
  }

  @Test
  void nobodyHoldsACaseForEver() {
    Lease held = office.lease("ada");
    for (int i = 0; i < 119; i++) {
      office.pass(Duration.ofSeconds(20));
      assertThat(office.desk.heartbeat(List.of(held.token()))).isEmpty();
    }
    office.pass(Duration.ofSeconds(20));
    assertThat(office.desk.heartbeat(List.of(held.token()))).containsExactly(held.token());
    assertThat(office.desk.expire()).hasSize(1);
  }

  @Test
  void aSecretThatNobodyWasGivenOpensNothing() {
    String guess = "0".repeat(32);
    assertThat(office.desk.report(guess, Samples.claim(1), "{}", Samples.MODEL))
        .isEqualTo(new LeaseLost("no such lease"));
    assertThat(office.desk.heartbeat(List.of(guess))).containsExactly(guess);
  }

  @Test
  void theSameReportAgainIsHarmlessBeforeAndAfterTheVerdict() {
    Lease held = office.lease("ada");
    office.report(held);
    assertThat(office.report(held)).isEqualTo(new Stored(0, true));
    assertThat(office.score(held, Office.TRUE)).hasSize(1);
    assertThat(office.report(held)).isEqualTo(new Stored(0, true));
    assertThat(office.score(held, Office.TRUE)).isEmpty();
    assertThat(office.desk.rejected(held.token(), "no", true)).isEmpty();
    assertThat(office.desk.counts().verified()).isEqualTo(1);
    assertThat(office.record("ada").verified()).isEqualTo(1);
    assertThat(office.desk.takeUnscored()).isEmpty();
  }

  @Test
  void aLateReportCountsWhileNobodyElseHasTheCase() {
    Lease held = office.lease("ada");
    office.silence();
    assertThat(office.row(0).abandonedAttempts()).isEqualTo(1);
    assertThat(office.report(held)).isEqualTo(new Stored(0, false));
    assertThat(office.row(0).abandonedAttempts()).isZero();
    assertThat(office.record("ada").abandoned()).isZero();
    assertThat(office.desk.counts().reported()).isEqualTo(1);
  }

  @Test
  void aLateHeartbeatTakesTheCaseBackWhileNobodyElseHasIt() {
    Lease held = office.lease("ada");
    office.silence();
    assertThat(office.desk.heartbeat(List.of(held.token()))).isEmpty();
    assertThat(office.record("ada").abandoned()).isZero();
    office.lease("bob", 1);
    assertThat(office.report(held)).isEqualTo(new Stored(0, false));
  }

  @Test
  void aLateHeartbeatDoesNotTakeTheCaseFromAnother() {
    Lease lost = office.lease("ada");
    office.silence();
    office.lease("bob", 0);
    assertThat(office.desk.heartbeat(List.of(lost.token()))).containsExactly(lost.token());
  }

  @Test
  void aVolunteersFullDiskCostsTheCaseNothingAndTheVolunteerAMinute() {
    Lease held = office.lease("ada", 0);
    assertThat(office.desk.clientFault(held.token(), "CLIENT_FAULT", "disk full", ""))
        .isEqualTo(new Stored(0, false));
    assertThat(office.desk.clientFault(held.token(), "CLIENT_FAULT", "disk full", ""))
        .isEqualTo(new Stored(0, true));
    assertThat(office.row(0).failedAttempts()).isZero();
    assertThat(office.record("ada").failed()).isZero();
    assertThat(office.ask("ada")).isEqualTo(new NotYet(Duration.ofMinutes(1)));
    office.pass(Duration.ofMinutes(1));
    office.lease("ada", 1);
  }

  @Test
  void othersGetTheCaseThatAFaultyComputerReturned() {
    office.desk.clientFault(office.lease("ada").token(), "CLIENT_FAULT", "disk full", "");
    office.lease("bob", 0);
  }

  @Test
  void givingBackCostsTheCaseNothing() {
    Lease held = office.lease("ada", 0);
    assertThat(office.desk.giveBack(held.token())).isEqualTo(new Stored(0, false));
    assertThat(office.desk.giveBack(held.token())).isEqualTo(new Stored(0, true));
    assertThat(office.row(0).failedAttempts()).isZero();
    assertThat(office.row(0).abandonedAttempts()).isZero();
    assertThat(office.desk.counts().available()).isEqualTo(1);
    office.lease("bob", 0);
    assertThat(office.report(held)).isEqualTo(new LeaseLost("this lease was given back"));
  }

  @Test
  void aVolunteerGetsWhatItHadBeforeOnlyWhenThereIsNothingElse() {
    office.desk.giveBack(office.lease("ada", 0).token());
    office.lease("ada", 1);
    office.lease("ada", 2);
    office.lease("ada", 0);
  }

  @Test
  void aResultThatCannotBeUsedIsChargedToItsCase() {
    Lease held = office.lease("ada");
    office.report(held);
    assertThat(office.desk.rejected(held.token(), "no safetensors", false))
        .singleElement()
        .satisfies(
            settled -> {
              assertThat(settled.outcome()).isEqualTo(AttemptOutcome.REJECTED);
              assertThat(settled.volunteer()).isEqualTo("ada");
              assertThat(settled.reason()).isEqualTo("no safetensors");
            });
    assertThat(office.attempt(held).outcome()).isEqualTo(AttemptOutcome.REJECTED);
    assertThat(office.attempt(held).reason()).isEqualTo("no safetensors");
    assertThat(office.row(0).failedAttempts()).isEqualTo(1);
    assertThat(office.record("ada").rejected()).isEqualTo(1);
    assertThat(office.record("ada").blamed()).isZero();
    office.lease("bob", 0);
  }

  @Test
  void aLieIsChargedToItsVolunteer() {
    Lease held = office.lease("ada");
    office.report(held);
    office.desk.rejected(held.token(), "claimed 1, measured 2", true);
    assertThat(office.row(0).failedAttempts()).isZero();
    assertThat(office.record("ada").rejected()).isEqualTo(1);
    assertThat(office.record("ada").blamed()).isEqualTo(2);
    assertThat(office.volunteer("ada").doubted()).isTrue();
    office.lease("bob", 0);
  }

  @Test
  void resultsAreTakenOldestFirstAndNeverByTwoAtOnce() {
    Lease first = office.lease("ada");
    Lease second = office.lease("bob");
    office.report(second);
    office.pass(Duration.ofSeconds(1));
    office.report(first);
    LeaseDesk other = office.another();
    assertThat(office.desk.takeUnscored().map(StoredResult::lease)).contains(second.token());
    assertThat(other.takeUnscored().map(StoredResult::lease)).contains(first.token());
    assertThat(office.desk.takeUnscored()).isEmpty();
    office.pass(LeaseDesk.SCORING_TIME);
    assertThat(other.takeUnscored().map(StoredResult::lease)).contains(second.token());
  }

  @Test
  void afterARestartOpenLeasesLiveOnAndWaitingResultsAreScored() {
    Lease open = office.lease("ada");
    Lease done = office.lease("bob");
    office.report(done);
    office.desk.takeUnscored();
    office.pass(Duration.ofMinutes(2));
    office.restart();

    assertThat(office.desk.expire()).isEmpty();
    assertThat(office.desk.takeUnscored().map(StoredResult::lease)).contains(done.token());
    assertThat(office.report(open)).isEqualTo(new Stored(0, false));
  }

  @Test
  void whenEverythingIsHeldTheWaitIsShortAndWhenAllEndedThereIsNone() {
    List<Lease> leases = List.of(office.lease("ada"), office.lease("ada"), office.lease("ada"));
    assertThat(office.ask("bob")).isEqualTo(new NothingNow(Duration.ofSeconds(5)));
    office.pass(LEASE.minusMillis(600));
    assertThat(office.ask("bob")).isEqualTo(new NothingNow(Duration.ofMillis(600)));
    leases.forEach(office::report);
    assertThat(office.ask("bob")).isEqualTo(new NothingNow(Duration.ofSeconds(1)));
    leases.forEach(lease -> office.score(lease, Office.TRUE));
    assertThat(office.ask("bob")).isEqualTo(new AllDone());
    assertThat(office.desk.done()).isTrue();
    assertThat(office.desk.counts()).isEqualTo(new Counts(3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0));
  }

  @Test
  void tenMillionCasesHaveNoRowsUntilTheyAreLeased() {
    Path large = folder.resolve("large");
    try (Office many = Office.believing(large, 10_000_000)) {
      many.lease("ada", 0);
      assertThat(many.desk.counts())
          .isEqualTo(new Counts(10_000_000, 9_999_999, 0, 1, 0, 0, 0, 0, 0, 0, 0));
      assertThat(large.resolve("gridcast.db"))
          .satisfies(file -> assertThat(file.toFile().length()).isLessThan(1 << 20));
    }
  }
}
