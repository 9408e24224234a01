package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.lease.EndAnswer.Stored;
import dev.gridcast.server.lease.LeaseAnswer.Granted;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.trust.TrustRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Two desks on one store, and volunteers of every sort. After each action it can be asked whether
 * everything is still as it must be.
 */
final class DeskWorld {

  static final int CASES = 3;
  static final LeaseRules RULES =
      new LeaseRules(Duration.ofSeconds(30), Duration.ofMinutes(6), 2, 3);

  /** Trusted soon, so that few actions see all of a volunteer's life. */
  static final TrustRules TRUST = new TrustRules(true, 2, 1, 4, 6, Duration.ofMinutes(2));

  private static final List<String> VOLUNTEERS = List.of("ada", "bob", "cyd", "eve");

  /** Whoever finishes the work; they come only then. */
  private static final List<String> FINISHERS = List.of("fay", "gus", "hal", "ivy");

  private static final String CLIENT_FAULT = "CLIENT_FAULT";

  private final Store store;
  private final MovingClock clock = new MovingClock(Samples.START);
  private final Random random = new Random(1);
  private final List<LeaseDesk> desks = new ArrayList<>();
  private final List<Lease> leases = new ArrayList<>();
  private final Set<String> tokens = new HashSet<>();
  private final Map<String, Verb> reported = new HashMap<>();
  private final Set<String> clientFaults = new HashSet<>();

  enum Verb {
    LEASE,
    LEASE_BLINDLY,
    HEARTBEAT,
    REPORT_HONESTLY,
    REPORT_A_LIE,
    REPORT_A_FALSE_CLAIM,
    REPORT_RUBBISH,
    CLAIM,
    FAIL,
    CLIENT_FAULT,
    GIVE_BACK,
    PASS_TIME,
    EXPIRE,
    SCORE,
    SCORE_AND_CRASH,
    SWEEP,
    RESTART,
    RELEASE_CASE,
    SUSPEND,
    RELEASE,
    VOUCH
  }

  record Action(Verb verb, int choice) {}

  DeskWorld(Store store) {
    this.store = store;
    desks.add(open());
    desks.add(open());
    VOLUNTEERS.forEach(who -> desks.get(0).greet(who, who, "Linux"));
  }

  private LeaseDesk open() {
    return LeaseDesk.open(
        store, new TestCases(CASES, 60), RULES, TRUST, clock, random, SpotChecks.NONE);
  }

  void apply(Action action) {
    int choice = action.choice();
    LeaseDesk desk = desks.get(choice % desks.size());
    String volunteer = VOLUNTEERS.get(choice / 2 % VOLUNTEERS.size());
    switch (action.verb()) {
      case LEASE -> lease(desk, volunteer, heldBy(volunteer));
      case LEASE_BLINDLY -> lease(desk, volunteer, Set.of());
      case PASS_TIME -> clock.advance(Duration.ofSeconds(choice));
      case EXPIRE -> desk.expire();
      case SCORE -> score(desk);
      case SCORE_AND_CRASH -> desk.takeUnscored();
      case SWEEP -> desk.sweep();
      case RESTART -> desks.set(choice % desks.size(), open());
      case RELEASE_CASE -> desk.operator().release(choice % CASES);
      case SUSPEND -> desk.operator().suspend(volunteer, "the operator says so");
      case RELEASE -> desk.operator().release(volunteer);
      case VOUCH -> desk.operator().vouch(volunteer, choice % 3 == 0);
      default -> {
        if (leases.isEmpty()) {
          lease(desk, volunteer, Set.of());
        } else {
          say(desk, action.verb(), leases.get(choice % leases.size()));
        }
      }
    }
  }

  private void say(LeaseDesk desk, Verb verb, Lease lease) {
    String token = lease.token();
    switch (verb) {
      case HEARTBEAT -> desk.heartbeat(List.of(token));
      case REPORT_HONESTLY, REPORT_A_LIE, REPORT_A_FALSE_CLAIM, REPORT_RUBBISH -> {
        EndAnswer answer = desk.report(token, claim(), "{}", Samples.MODEL);
        if (answer instanceof Stored stored) {
          boolean first = reported.putIfAbsent(token, verb) == null;
          assertThat(stored.repeated()).isEqualTo(!first);
        } else {
          assertThat(reported).doesNotContainKey(token);
        }
      }
      case CLAIM -> desk.claim(token, claim(), "{}");
      case FAIL -> desk.fail(token, "TRAINING_FAILED", "no", "");
      case CLIENT_FAULT -> {
        EndAnswer answer = desk.clientFault(token, CLIENT_FAULT, "no disk", "");
        if (answer instanceof Stored stored && !stored.repeated()) {
          clientFaults.add(token);
        }
      }
      case GIVE_BACK -> desk.giveBack(token);
      default -> throw new AssertionError(verb + " is said of no lease");
    }
  }

  private static Claim claim() {
    return Samples.claim(1);
  }

  private Set<String> heldBy(String volunteer) {
    Set<String> held = new HashSet<>();
    store.read(reader -> reader.heldBy(volunteer)).forEach(attempt -> held.add(attempt.lease()));
    return held;
  }

  private void lease(LeaseDesk desk, String volunteer, Set<String> held) {
    Set<String> before = heldBy(volunteer);
    if (desk.lease(volunteer, Capabilities.UNKNOWN, held) instanceof Granted granted) {
      String token = granted.lease().token();
      assertThat(granted.again()).isEqualTo(before.contains(token));
      assertThat(held).doesNotContain(token);
      if (tokens.add(token)) {
        leases.add(granted.lease());
      }
    }
  }

  private void score(LeaseDesk desk) {
    desk.takeUnscored().ifPresent(result -> score(desk, result));
  }

  private void score(LeaseDesk desk, StoredResult result) {
    String lease = result.lease();
    long index = result.testCase().index();
    List<Settled> settled =
        switch (reported.getOrDefault(lease, Verb.REPORT_HONESTLY)) {
          case REPORT_A_LIE -> desk.scored(lease, Office.scoring(index, "lie of " + lease));
          case REPORT_A_FALSE_CLAIM -> desk.rejected(lease, "claimed 1, measured 2", true);
          case REPORT_RUBBISH -> desk.rejected(lease, "no safetensors", false);
          default -> desk.scored(lease, Office.scoring(index, Office.TRUE));
        };
    assertThat(settled).extracting(Settled::lease).contains(lease).doesNotHaveDuplicates();
    for (Settled one : settled) {
      assertThat(one.outcome()).isEqualTo(outcome(one.lease()));
    }
  }

  private AttemptOutcome outcome(String lease) {
    return store.read(reader -> reader.attempt(lease)).orElseThrow().outcome();
  }

  // --- what must hold
  // -----------------------------------------------------------------------------

  void check() {
    store.<Boolean>read(
        reader -> {
          Map<String, TrackRecord> expected = new HashMap<>();
          int attempts = 0;
          for (long index = 0; index < CASES; index++) {
            List<Attempt> ofCase = reader.attempts(index);
            attempts += ofCase.size();
            reader.testCase(index).ifPresent(row -> checkCase(reader, row, ofCase));
            ofCase.forEach(one -> expected.merge(one.volunteer(), share(one), DeskWorld::add));
          }
          assertThat(attempts).as("leases, each an attempt").isEqualTo(tokens.size());
          VOLUNTEERS.forEach(
              who ->
                  checkRecord(
                      who,
                      reader.volunteer(who).orElseThrow().record(),
                      expected.getOrDefault(who, TrackRecord.NEW)));
          return true;
        });
    Counts counts = desks.get(0).counts();
    assertThat(
            counts.neverLeased()
                + counts.available()
                + counts.leased()
                + counts.reported()
                + counts.scored()
                + counts.ended())
        .isEqualTo(CASES);
  }

  private void checkCase(StoreReader reader, CaseRow row, List<Attempt> attempts) {
    String how = row + " " + attempts;
    assertThat(
            new Standing(row.state(), row.offer(), row.failedAttempts(), row.abandonedAttempts()))
        .as(how)
        .isEqualTo(Standing.of(attempts, RULES));
    List<Attempt> verified =
        attempts.stream().filter(one -> one.outcome() == AttemptOutcome.VERIFIED).toList();
    assertThat(verified).as(how).hasSizeLessThanOrEqualTo(1);
    assertThat(row.state() == CaseState.VERIFIED).as(how).isEqualTo(!verified.isEmpty());
    for (Attempt counted : verified) {
      assertThat(reader.result(counted.lease()).orElseThrow().model()).isEqualTo(Samples.MODEL);
      boolean confirmed =
          reader.candidates(row.index()).stream()
              .filter(one -> one.lease().equals(counted.lease()))
              .anyMatch(one -> one.confirmation() != null && one.confirmation().isConfirmed());
      if (confirmed) {
        assertThat(reported.get(counted.lease())).as(how).isNotEqualTo(Verb.REPORT_A_LIE);
      }
    }
    assertThat(attempts.stream().filter(one -> one.outcome() == AttemptOutcome.CLAIMED))
        .as(how)
        .hasSizeLessThanOrEqualTo(1);
    checkHands(attempts, how);
    for (Attempt one : attempts) {
      assertThat(one.outcome() == AttemptOutcome.OPEN).as(how).isEqualTo(one.endedAt() == null);
      if (reported.containsKey(one.lease())) {
        assertThat(reader.result(one.lease())).as("what was acknowledged is there").isPresent();
      }
    }
  }

  /** Nobody has a case in hand twice, or beside a result of his own. */
  private static void checkHands(List<Attempt> attempts, String how) {
    List<String> holders =
        attempts.stream()
            .filter(one -> one.outcome() == AttemptOutcome.OPEN)
            .map(Attempt::volunteer)
            .toList();
    assertThat(holders).as(how).doesNotHaveDuplicates();
    List<String> witnesses =
        attempts.stream()
            .filter(
                one ->
                    switch (one.outcome()) {
                      case REPORTED, SCORED, VERIFIED, AGREED, CLAIMED -> true;
                      default -> false;
                    })
            .map(Attempt::volunteer)
            .toList();
    assertThat(witnesses).as(how).doesNotHaveDuplicates();
    assertThat(holders).as(how).noneMatch(witnesses::contains);
  }

  private TrackRecord share(Attempt one) {
    return switch (one.outcome()) {
      case VERIFIED -> record(1, 0, 0, 0, 0);
      case AGREED -> record(0, 1, 0, 0, 0);
      case REJECTED -> record(0, 0, 1, 0, 0);
      case FAILED -> record(0, 0, 0, clientFaults.contains(one.lease()) ? 0 : 1, 0);
      case EXPIRED -> record(0, 0, 0, 0, 1);
      default -> TrackRecord.NEW;
    };
  }

  private static TrackRecord record(
      long verified, long agreed, long rejected, long failed, long abandoned) {
    return new TrackRecord(verified, agreed, rejected, failed, abandoned, 0, 0, 0, 0);
  }

  private static TrackRecord add(TrackRecord one, TrackRecord other) {
    return record(
        one.verified() + other.verified(),
        one.agreed() + other.agreed(),
        one.rejected() + other.rejected(),
        one.failed() + other.failed(),
        one.abandoned() + other.abandoned());
  }

  private static void checkRecord(String who, TrackRecord found, TrackRecord expected) {
    assertThat(
            record(
                found.verified(),
                found.agreed(),
                found.rejected(),
                found.failed(),
                found.abandoned()))
        .as(who)
        .isEqualTo(expected);
    assertThat(found.computeMillis()).as(who).isNotNegative();
  }

  /** However it stands, honest work from here on ends every case. */
  void finish() {
    LeaseDesk desk = desks.get(0);
    FINISHERS.forEach(who -> desk.greet(who, who, "Linux"));
    for (int step = 0; step < 40 * CASES && !desk.done(); step++) {
      for (String who : FINISHERS) {
        if (desk.lease(who, Capabilities.UNKNOWN, Set.of()) instanceof Granted granted) {
          tokens.add(granted.lease().token());
          say(desk, Verb.REPORT_HONESTLY, granted.lease());
        }
      }
      score(desk);
      score(desk);
      desk.sweep();
      clock.advance(Duration.ofSeconds(10));
      check();
    }
    assertThat(desk.done()).as(desk.counts().toString()).isTrue();
  }
}
