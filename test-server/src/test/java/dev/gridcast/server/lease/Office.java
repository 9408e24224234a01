package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.lease.LeaseAnswer.Granted;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.trust.TrustRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A desk with a store and a clock, and volunteers who say things to it. */
final class Office implements AutoCloseable {

  static final Duration LEASE = Duration.ofSeconds(30);
  static final LeaseRules RULES = new LeaseRules(LEASE, Duration.ofMinutes(40), 3, 10);

  /** What an honest training with our own engine ends with. */
  static final String TRUE = "true";

  final MovingClock clock = new MovingClock(Samples.START);
  private final Random random = new Random(1);
  final Store store;
  LeaseDesk desk;
  private final Set<String> greeted = new HashSet<>();
  private final CaseSource cases;
  private final LeaseRules rules;
  private final TrustRules trust;
  private final SpotChecks spotChecks;

  Office(Path folder, CaseSource cases, LeaseRules rules, TrustRules trust, SpotChecks spotChecks) {
    this.cases = cases;
    this.rules = rules;
    this.trust = trust;
    this.spotChecks = spotChecks;
    this.store = SqliteStore.open(folder.resolve("gridcast.db"), Samples.experiment(cases.size()));
    this.desk = another();
  }

  /** An office that audits, with the usual rules. */
  static Office auditing(Path folder, long cases) {
    return new Office(folder, new TestCases(cases), RULES, TrustRules.STANDARD, SpotChecks.NONE);
  }

  /** An office that believes every true claim. */
  static Office believing(Path folder, long cases) {
    return new Office(
        folder, new TestCases(cases), RULES, TrustRules.STANDARD.withoutAudits(), SpotChecks.NONE);
  }

  /** Another desk on the same store, as after a restart or in another process. */
  LeaseDesk another() {
    return LeaseDesk.open(store, cases, rules, trust, clock, random, spotChecks);
  }

  /** Another desk takes the place of the one that was there. */
  void restart() {
    desk = another();
  }

  void greet(String... volunteers) {
    for (String volunteer : volunteers) {
      if (greeted.add(volunteer)) {
        desk.greet(volunteer, "Name of " + volunteer, "Linux");
      }
    }
  }

  LeaseAnswer ask(String volunteer) {
    return ask(volunteer, Capabilities.UNKNOWN);
  }

  /** Asks as a client does that names all leases which it holds. */
  LeaseAnswer ask(String volunteer, Capabilities capabilities) {
    greet(volunteer);
    Set<String> held = new HashSet<>();
    store.read(reader -> reader.heldBy(volunteer)).forEach(attempt -> held.add(attempt.lease()));
    return desk.lease(volunteer, capabilities, held);
  }

  Lease lease(String volunteer) {
    return ((Granted) ask(volunteer)).lease();
  }

  Lease lease(String volunteer, long index) {
    Lease lease = lease(volunteer);
    assertThat(lease.testCase().index()).isEqualTo(index);
    return lease;
  }

  EndAnswer report(Lease lease) {
    return desk.report(lease.token(), Samples.claim(1), "{}", Samples.MODEL);
  }

  EndAnswer fail(Lease lease) {
    return desk.fail(lease.token(), "TRAINING_FAILED", "loss is NaN", "the log");
  }

  /** Reports and has it scored: the weights are what an honest training of the case comes to. */
  List<Settled> train(Lease lease) {
    return train(lease, TRUE);
  }

  /**
   * Reports and has it scored.
   *
   * @param model what the weights are
   */
  List<Settled> train(Lease lease, String model) {
    assertThat(report(lease)).isEqualTo(new EndAnswer.Stored(lease.testCase().index(), false));
    return score(lease, model);
  }

  List<Settled> score(Lease lease, String model) {
    return desk.scored(lease.token(), scoring(lease.testCase().index(), model));
  }

  static Scoring scoring(long index, String model) {
    return scoring(index, "vector", model);
  }

  static Scoring scoring(long index, String engine, String model) {
    return new Scoring(
        Samples.verification(500.0 + index),
        new Fingerprint(engine, "1", "cpu x86_64", model + "-" + index));
  }

  /** The volunteer confirms so many cases together with another one, which makes it trusted. */
  void confirmTogether(String one, String other, int cases) {
    for (int i = 0; i < cases; i++) {
      train(lease(one));
      train(lease(other));
    }
  }

  Attempt attempt(Lease lease) {
    return store.read(reader -> reader.attempt(lease.token())).orElseThrow();
  }

  CaseRow row(long index) {
    return store.read(reader -> reader.testCase(index)).orElseThrow();
  }

  Volunteer volunteer(String id) {
    return store.read(reader -> reader.volunteer(id)).orElseThrow();
  }

  TrackRecord record(String id) {
    return volunteer(id).record();
  }

  /** Lets time pass while the volunteers keep their leases. */
  void pass(Duration time) {
    clock.advance(time);
  }

  /** All leases that nobody kept end. */
  void silence() {
    pass(LEASE);
    desk.expire();
  }

  @Override
  public void close() {
    store.close();
  }
}
