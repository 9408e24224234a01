package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.lease.EndAnswer.LeaseLost;
import dev.gridcast.server.lease.EndAnswer.Stored;
import dev.gridcast.server.lease.LeaseAnswer.AllDone;
import dev.gridcast.server.lease.LeaseAnswer.Granted;
import dev.gridcast.server.lease.LeaseAnswer.NotYet;
import dev.gridcast.server.lease.LeaseAnswer.NothingNow;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.trust.TrustRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseDeskTest {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final LeaseRules RULES = new LeaseRules(LEASE, Duration.ofMinutes(5), 3, 10);

  @TempDir Path folder;

  private final MovingClock clock = new MovingClock(Samples.START);
  private Store store;
  private LeaseDesk desk;

  @BeforeEach
  void open() {
    open(3);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void casesAreHandedOutInOrderEachWithItsOwnSecret() {
    Lease first = lease("ada");
    Lease second = lease("bob");
    assertThat(first.testCase().index()).isZero();
    assertThat(first.testCase().parameters()).isEqualTo(Samples.parameters(0));
    assertThat(first.deadline()).isEqualTo(Samples.START.plus(LEASE));
    assertThat(second.testCase().index()).isEqualTo(1);
    assertThat(first.token()).matches("[0-9a-f]{32}").isNotEqualTo(second.token());
  }

  @Test
  void aVolunteerWhoNeverSaidHelloGetsNothing() {
    assertThatThrownBy(() -> desk.lease("eve", Capabilities.UNKNOWN, Set.of()))
        .hasMessageContaining("eve");
  }

  @Test
  void heartbeatsKeepACaseAndSilenceLosesIt() {
    Lease held = lease("ada");
    for (int i = 0; i < 5; i++) {
      clock.advance(LEASE.minusMillis(1));
      assertThat(desk.heartbeat(List.of(held.token()))).isEmpty();
      assertThat(desk.expire()).isEmpty();
    }
    clock.advance(LEASE);
    assertThat(desk.expire()).containsExactly(new EndedLease(held.token(), 0, "ada", false));
    assertThat(lease("bob").testCase().index()).isZero();
  }

  @Test
  void leasingEndsOverdueLeasesByItself() {
    lease("ada");
    clock.advance(LEASE);
    assertThat(lease("bob").testCase().index()).isZero();
  }

  @Test
  void nobodyHoldsACaseForEver() {
    Lease held = lease("ada");
    for (int i = 0; i < 14; i++) {
      clock.advance(Duration.ofSeconds(20));
      assertThat(desk.heartbeat(List.of(held.token()))).isEmpty();
    }
    clock.advance(Duration.ofSeconds(20));
    assertThat(desk.heartbeat(List.of(held.token()))).containsExactly(held.token());
    assertThat(desk.expire()).hasSize(1);
  }

  @Test
  void onlyTheHolderMayReport() {
    Lease lost = lease("ada");
    clock.advance(LEASE);
    Lease held = lease("bob");

    assertThat(report(lost)).isInstanceOf(LeaseLost.class);
    assertThat(desk.heartbeat(List.of(lost.token()))).containsExactly(lost.token());
    assertThat(desk.report("0".repeat(32), Samples.claim(1), "{}", Samples.MODEL))
        .isInstanceOf(LeaseLost.class);
    assertThat(report(held)).isEqualTo(new Stored(0, false));
  }

  @Test
  void theSameReportAgainIsHarmlessBeforeAndAfterTheVerdict() {
    Lease held = lease("ada");
    report(held);
    assertThat(report(held)).isEqualTo(new Stored(0, true));
    desk.verified(held.token(), Samples.verification(700));
    assertThat(report(held)).isEqualTo(new Stored(0, true));
    assertThat(desk.counts().verified()).isEqualTo(1);
    assertThat(desk.nextUnverified()).isEmpty();
  }

  @Test
  void aLateReportCountsWhileNobodyElseHasTheCase() {
    Lease held = lease("ada");
    clock.advance(LEASE);
    desk.expire();
    assertThat(failedAttempts(0)).isEqualTo(1);
    assertThat(report(held)).isEqualTo(new Stored(0, false));
    assertThat(failedAttempts(0)).isZero();
    assertThat(desk.counts().reported()).isEqualTo(1);
  }

  @Test
  void aLateHeartbeatTakesTheCaseBackWhileNobodyElseHasIt() {
    Lease held = lease("ada");
    clock.advance(LEASE);
    desk.expire();
    assertThat(desk.heartbeat(List.of(held.token()))).isEmpty();
    assertThat(lease("bob").testCase().index()).isEqualTo(1);
    assertThat(report(held)).isEqualTo(new Stored(0, false));
  }

  @Test
  void aCaseThatFailsTooOftenIsGivenUp() {
    for (int i = 0; i < 3; i++) {
      Lease held = lease("ada");
      assertThat(held.testCase().index()).isZero();
      assertThat(held.testCase().failedAttempts()).isEqualTo(i);
      assertThat(desk.fail(held.token(), "TRAINING_FAILED", "loss is NaN", "log"))
          .isEqualTo(new Stored(0, false));
      assertThat(desk.fail(held.token(), "TRAINING_FAILED", "loss is NaN", "log"))
          .isEqualTo(new Stored(0, true));
    }
    assertThat(desk.counts().failed()).isEqualTo(1);
    assertThat(lease("ada").testCase().index()).isEqualTo(1);
  }

  @Test
  void aVolunteersFullDiskCostsTheCaseNothingAndTheVolunteerAMinute() {
    for (int i = 0; i < 5; i++) {
      Lease held = lease("ada");
      assertThat(held.testCase().index()).isZero();
      assertThat(desk.clientFault(held.token(), "CLIENT_FAULT", "disk full", ""))
          .isEqualTo(new Stored(0, false));
      assertThat(desk.clientFault(held.token(), "CLIENT_FAULT", "disk full", ""))
          .isEqualTo(new Stored(0, true));
      assertThat(failedAttempts(0)).isZero();
      assertThat(desk.lease("ada", Capabilities.UNKNOWN, Set.of()))
          .isEqualTo(new NotYet(Duration.ofMinutes(1)));
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(desk.counts().available()).isEqualTo(1);
  }

  @Test
  void othersGetTheCaseThatAFaultyComputerReturned() {
    desk.clientFault(lease("ada").token(), "CLIENT_FAULT", "disk full", "");
    assertThat(lease("bob").testCase().index()).isZero();
  }

  @Test
  void aLateWordOfAClientsFaultRevivesTheCaseThatItsSilenceHadEnded() {
    failOnce();
    failOnce();
    Lease held = lease("ada");
    clock.advance(LEASE);
    desk.expire();
    assertThat(desk.counts().failed()).isEqualTo(1);
    desk.clientFault(held.token(), "CLIENT_FAULT", "disk full", "");
    assertThat(desk.counts().available()).isEqualTo(1);
    assertThat(failedAttempts(0)).isEqualTo(2);
  }

  @Test
  void evenAGivenUpCaseTakesALateResult() {
    Lease held = lease("ada");
    clock.advance(LEASE);
    failOnce();
    failOnce();
    assertThat(desk.counts().failed()).isEqualTo(1);
    assertThat(desk.heartbeat(List.of(held.token()))).containsExactly(held.token());
    assertThat(report(held)).isEqualTo(new Stored(0, false));
    assertThat(desk.verified(held.token(), Samples.verification(1))).isTrue();
    assertThat(desk.counts().failed()).isZero();
    assertThat(desk.counts().verified()).isEqualTo(1);
  }

  @Test
  void givingBackCostsTheCaseNothing() {
    for (int i = 0; i < 5; i++) {
      Lease held = lease("ada");
      assertThat(held.testCase().index()).isZero();
      assertThat(desk.giveBack(held.token())).isEqualTo(new Stored(0, false));
    }
    assertThat(failedAttempts(0)).isZero();
    assertThat(desk.counts().available()).isEqualTo(1);
  }

  @Test
  void aRejectedResultPutsItsCaseBackOnOffer() {
    Lease held = lease("ada");
    report(held);
    assertThat(desk.rejected(held.token(), "claimed 1, found 2")).isTrue();
    assertThat(desk.rejected(held.token(), "again")).isFalse();
    assertThat(desk.verified(held.token(), Samples.verification(1))).isFalse();
    assertThat(lease("bob").testCase().index()).isZero();
    assertThat(store.read(reader -> reader.attempt(held.token())).orElseThrow())
        .satisfies(
            attempt -> {
              assertThat(attempt.outcome()).isEqualTo(AttemptOutcome.REJECTED);
              assertThat(attempt.reason()).isEqualTo("claimed 1, found 2");
            });
  }

  @Test
  void resultsAreJudgedOldestFirstAndNeverByTwoAtOnce() {
    Lease first = lease("ada");
    Lease second = lease("bob");
    report(second);
    clock.advance(Duration.ofSeconds(1));
    report(first);
    assertThat(desk.nextUnverified().map(StoredResult::lease)).contains(second.token());
    assertThat(desk.nextUnverified().map(StoredResult::lease)).contains(first.token());
    assertThat(desk.nextUnverified()).isEmpty();
    desk.putBack(second.token());
    assertThat(desk.nextUnverified().map(StoredResult::lease)).contains(second.token());
  }

  @Test
  void afterARestartOpenLeasesLiveOnAndWaitingResultsAreJudged() {
    Lease open = lease("ada");
    Lease done = lease("bob");
    report(done);
    desk.nextUnverified();
    clock.advance(Duration.ofMinutes(2));
    store.close();
    open(3);

    assertThat(desk.expire()).isEmpty();
    assertThat(desk.nextUnverified().map(StoredResult::lease)).contains(done.token());
    assertThat(report(open)).isEqualTo(new Stored(0, false));
  }

  @Test
  void whenEverythingIsHeldTheWaitIsShortAndWhenAllEndedThereIsNone() {
    Lease a = lease("ada");
    Lease b = lease("ada");
    Lease c = lease("ada");
    assertThat(desk.lease("bob", Capabilities.UNKNOWN, Set.of()))
        .isEqualTo(new NothingNow(Duration.ofSeconds(5)));
    clock.advance(LEASE.minusMillis(600));
    assertThat(desk.lease("bob", Capabilities.UNKNOWN, Set.of()))
        .isEqualTo(new NothingNow(Duration.ofMillis(600)));
    report(a);
    report(b);
    report(c);
    assertThat(desk.lease("bob", Capabilities.UNKNOWN, Set.of()))
        .isEqualTo(new NothingNow(Duration.ofSeconds(1)));
    for (Lease lease : new Lease[] {a, b, c}) {
      desk.verified(lease.token(), Samples.verification(1));
    }
    assertThat(desk.lease("bob", Capabilities.UNKNOWN, Set.of())).isEqualTo(new AllDone());
    assertThat(desk.done()).isTrue();
    assertThat(desk.counts()).isEqualTo(new Counts(3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0));
  }

  @Test
  void tenMillionCasesHaveNoRowsUntilTheyAreLeased() {
    store.close();
    folder = folder.resolve("large");
    open(10_000_000);
    Lease first = lease("ada");
    assertThat(first.testCase().index()).isZero();
    assertThat(desk.counts())
        .isEqualTo(new Counts(10_000_000, 9_999_999, 0, 1, 0, 0, 0, 0, 0, 0, 0));
    assertThat(store.read(reader -> reader.rowCounts()).values().stream().mapToLong(n -> n).sum())
        .isEqualTo(1);
    assertThat(folder.resolve("gridcast.db"))
        .satisfies(file -> assertThat(file.toFile().length()).isLessThan(1 << 20));
  }

  private void open(long cases) {
    store = SqliteStore.open(folder.resolve("gridcast.db"), Samples.experiment(cases));
    desk =
        LeaseDesk.open(
            store, new TestCases(cases), RULES, TrustRules.STANDARD.withoutAudits(), clock);
    desk.greet("ada", "Ada", "Linux");
    desk.greet("bob", "Bob", "Linux");
  }

  private Lease lease(String volunteer) {
    return ((Granted) desk.lease(volunteer, Capabilities.UNKNOWN, Set.of())).lease();
  }

  private EndAnswer report(Lease lease) {
    return desk.report(lease.token(), Samples.claim(1), "{}", Samples.MODEL);
  }

  private void failOnce() {
    desk.fail(lease("bob").token(), "TRAINER_CRASHED", "exit code 134", "");
  }

  private int failedAttempts(long index) {
    var row = store.read(reader -> reader.testCase(index)).orElseThrow();
    assertThat(row.state()).isNotEqualTo(CaseState.VERIFIED);
    return row.failedAttempts();
  }
}
