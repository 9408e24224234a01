package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.lease.LeaseAnswer.Granted;
import dev.gridcast.server.lease.LeaseAnswer.NothingFits;
import dev.gridcast.server.lease.LeaseAnswer.NothingNow;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.trust.TrustRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets which case. */
class PicksTest {

  private static final TrustRules BELIEVING = TrustRules.STANDARD.withoutAudits();
  private static final Capabilities WITH_GPU = new Capabilities(0, 1, Set.of(), "docker");
  private static final Needs GPU = new Needs(0, true, List.of(), "");

  @TempDir Path folder;

  private Office office;

  @SuppressWarnings("NullAway.Init") // each test opens its own
  PicksTest() {}

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void whoLostSightOfItsLeaseGetsItAgain() {
    office = Office.believing(folder, 3);
    Lease first = office.lease("ada", 0);
    Lease second = office.lease("ada", 1);
    office.pass(Duration.ofSeconds(10));
    Granted again = (Granted) office.desk.lease("ada", Capabilities.UNKNOWN, Set.of(first.token()));
    assertThat(again.again()).isTrue();
    assertThat(again.lease().token()).isEqualTo(second.token());
    assertThat(again.lease().deadline()).isEqualTo(office.clock.instant().plus(Office.LEASE));
    assertThat(((Granted) office.ask("ada")).again()).isFalse();
  }

  @Test
  void whereServersShareAStoreALeaseMustHaveBeenQuietFirst() {
    office =
        new Office(folder, new TestCases(3), Office.RULES.shared(), BELIEVING, SpotChecks.NONE);
    Lease held = office.lease("ada", 0);
    office.pass(Duration.ofSeconds(19));
    assertThat(index(office.desk.lease("ada", Capabilities.UNKNOWN, Set.of()))).isEqualTo(1);
    office.pass(Duration.ofSeconds(1));
    Granted again = (Granted) office.desk.lease("ada", Capabilities.UNKNOWN, Set.of());
    assertThat(again.lease().token()).isEqualTo(held.token());
  }

  @Test
  void whatNeedsMostGoesFirstToWhoHasIt() {
    office = new Office(folder, new TwoLanes(6), Office.RULES, BELIEVING, SpotChecks.NONE);
    office.lease("ada", 0);
    assertThat(index(office.ask("gil", WITH_GPU))).isEqualTo(1);
    assertThat(index(office.ask("gil", WITH_GPU))).isEqualTo(3);
    office.lease("ada", 2);
    office.lease("ada", 4);
    assertThat(office.ask("ada")).isEqualTo(new NothingFits(Duration.ofSeconds(5), GPU));
    assertThat(index(office.ask("gil", WITH_GPU))).isEqualTo(5);
    assertThat(office.ask("ada")).isInstanceOf(NothingNow.class);
  }

  @Test
  void whatCameBackGoesOnlyToWhoCanDoIt() {
    office = new Office(folder, new TwoLanes(6), Office.RULES, BELIEVING, SpotChecks.NONE);
    Lease returned = ((Granted) office.ask("gil", WITH_GPU)).lease();
    office.desk.giveBack(returned.token());
    office.lease("ada", 0);
    assertThat(index(office.ask("gus", WITH_GPU))).isEqualTo(returned.testCase().index());
  }

  @Test
  void aLeaseEndsWhenItHasLastedFourTimesAsLongAsThisVolunteerNeeds() {
    office = new Office(folder, new TestCases(9, 600), Office.RULES, BELIEVING, SpotChecks.NONE);
    Lease first = office.lease("ada", 0);
    assertThat(office.attempt(first).lastAt())
        .as("nobody knows yet")
        .isEqualTo(Samples.START.plus(Office.RULES.longest()));
    office.pass(Duration.ofSeconds(20));
    office.desk.heartbeat(List.of(first.token()));
    office.pass(Duration.ofSeconds(20));
    office.desk.heartbeat(List.of(first.token()));
    office.pass(Duration.ofSeconds(20));
    office.train(first);
    assertThat(office.record("ada").workPerSecond()).isEqualTo(10);
    assertThat(office.record("ada").computeMillis()).as("what it claims").isEqualTo(12_500);
    assertThat(office.attempt(office.lease("ada", 1)).lastAt())
        .isEqualTo(office.clock.instant().plus(Duration.ofMinutes(6)));
  }

  @Test
  void aStragglerIsRunTwiceAndTheFirstResultWins() {
    office = new Office(folder, new TestCases(2, 600), Office.RULES, BELIEVING, SpotChecks.NONE);
    Lease quick = office.lease("ada", 0);
    keepFor(Duration.ofMinutes(1), quick);
    office.train(quick);
    Lease slow = office.lease("bob", 1);
    keepFor(Duration.ofMinutes(2), slow);
    assertThat(office.ask("ada")).isInstanceOf(NothingNow.class);
    keepFor(Duration.ofSeconds(1), slow);
    Lease race = office.lease("ada", 1);
    assertThat(office.ask("cyd")).as("twice is enough").isInstanceOf(NothingNow.class);
    office.train(race);

    assertThat(office.row(1).state()).isEqualTo(CaseState.VERIFIED);
    assertThat(office.attempt(slow).outcome()).isEqualTo(AttemptOutcome.SUPERSEDED);
    assertThat(office.desk.heartbeat(List.of(slow.token()))).containsExactly(slow.token());
    assertThat(office.row(1).abandonedAttempts()).isZero();
    assertThat(office.train(slow))
        .singleElement()
        .satisfies(one -> assertThat(one.outcome()).isEqualTo(AttemptOutcome.AGREED));
  }

  @Test
  void theServersOwnVolunteerOnlyChecksOthers() {
    office =
        new Office(
            folder,
            new TestCases(20),
            Office.RULES,
            TrustRules.STANDARD,
            new SpotChecks("me", 0.5));
    office.desk.operator().vouch("ada", true);
    assertThat(office.ask("me")).isInstanceOf(NothingNow.class);
    Lease believed = office.lease("ada", 0);
    office.train(believed);
    Lease check = office.lease("me", 0);
    assertThat(office.row(0).state()).isEqualTo(CaseState.VERIFIED);
    assertThat(office.ask("me")).as("half of them").isInstanceOf(NothingNow.class);
    office.train(check);
    assertThat(office.store.read(reader -> reader.candidates(0)).get(0).confirmation())
        .isEqualTo(Confirmation.SERVER);
    assertThat(office.record("ada").streak()).isEqualTo(1);

    office.train(office.lease("bob", 1));
    assertThat(index(office.ask("me"))).as("a witness is wanted").isEqualTo(1);
  }

  private void keepFor(Duration time, Lease lease) {
    for (Duration left = time; !left.isZero(); ) {
      Duration step = left.compareTo(Office.LEASE) < 0 ? left : Office.LEASE.minusSeconds(10);
      office.pass(step);
      office.desk.heartbeat(List.of(lease.token()));
      left = left.minus(step);
    }
  }

  private static long index(LeaseAnswer answer) {
    return ((Granted) answer).lease().testCase().index();
  }

  /** Every second case needs a graphics processor. */
  private record TwoLanes(long size) implements CaseSource {

    @Override
    public Map<String, String> parameters(long index) {
      return Samples.parameters(index);
    }

    @Override
    public String caseId(long index) {
      return "case-" + index;
    }

    @Override
    public int lanes() {
      return 2;
    }

    @Override
    public Needs needs(int lane) {
      return lane == 1 ? GPU : Needs.NOTHING;
    }

    @Override
    public OptionalLong next(int lane, long from) {
      long next = from % 2 == lane ? from : from + 1;
      return next < size ? OptionalLong.of(next) : OptionalLong.empty();
    }
  }
}
