package dev.gridcast.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.lease.EndAnswer.Stored;
import dev.gridcast.server.lease.LeaseAnswer.Granted;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.trust.TrustRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class LeaseDeskInterleavingsTest {

  private static final int CASES = 3;
  private static final LeaseRules RULES =
      new LeaseRules(Duration.ofSeconds(30), Duration.ofMinutes(3), 2, 10);

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void whateverHappensInWhateverOrderNothingIsLostOrCountedTwice(
      @ForAll("actions") List<Action> actions) throws IOException {
    Path folder = Files.createTempDirectory("gridcast-desk");
    World world = new World(folder);
    try {
      for (Action action : actions) {
        world.apply(action);
        world.check();
      }
      world.finish();
    } finally {
      world.store.close();
      delete(folder);
    }
  }

  @Provide
  Arbitrary<List<Action>> actions() {
    return Combinators.combine(Arbitraries.of(Verb.values()), Arbitraries.integers().between(0, 99))
        .as(Action::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(40);
  }

  private enum Verb {
    LEASE,
    HEARTBEAT,
    REPORT,
    CLAIM,
    FAIL,
    GIVE_BACK,
    PASS_TIME,
    EXPIRE,
    VERIFY,
    REJECT,
    RESTART
  }

  private record Action(Verb verb, int choice) {}

  private static final class World {

    private final Path file;
    private final MovingClock clock = new MovingClock(Samples.START);
    private final List<Lease> leases = new ArrayList<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> counted = new HashSet<>();
    private Store store;
    private LeaseDesk desk;

    World(Path folder) {
      file = folder.resolve("gridcast.db");
      store = SqliteStore.open(file, Samples.experiment(CASES));
      desk =
          LeaseDesk.open(
              store, new TestCases(CASES), RULES, TrustRules.STANDARD.withoutAudits(), clock);
      desk.greet("ada", "Ada", "Linux");
      desk.greet("bob", "Bob", "Linux");
    }

    void apply(Action action) {
      if (leases.isEmpty() && action.verb != Verb.RESTART) {
        lease(action.choice);
        return;
      }
      if (action.verb == Verb.RESTART) {
        restart();
        return;
      }
      Lease some = leases.get(action.choice % leases.size());
      switch (action.verb) {
        case LEASE -> lease(action.choice);
        case HEARTBEAT -> desk.heartbeat(List.of(some.token()));
        case REPORT -> report(some);
        case CLAIM -> desk.claim(some.token(), Samples.claim(1), "{}");
        case FAIL -> desk.fail(some.token(), "TRAINING_FAILED", "no", "");
        case GIVE_BACK -> desk.giveBack(some.token());
        case PASS_TIME -> clock.advance(Duration.ofSeconds(action.choice));
        case EXPIRE -> desk.expire();
        case VERIFY ->
            desk.nextUnverified()
                .ifPresent(
                    result -> {
                      assertThat(desk.verified(result.lease(), Samples.verification(1))).isTrue();
                      counted.add(result.lease());
                    });
        case REJECT ->
            desk.nextUnverified()
                .ifPresent(result -> assertThat(desk.rejected(result.lease(), "no")).isTrue());
        case RESTART -> throw new AssertionError("handled above");
      }
    }

    private void restart() {
      store.close();
      store = SqliteStore.open(file, Samples.experiment(CASES));
      desk =
          LeaseDesk.open(
              store, new TestCases(CASES), RULES, TrustRules.STANDARD.withoutAudits(), clock);
    }

    private void lease(int choice) {
      if (desk.lease(choice % 2 == 0 ? "ada" : "bob", Capabilities.UNKNOWN, Set.of())
          instanceof Granted granted) {
        leases.add(granted.lease());
      }
    }

    private void report(Lease lease) {
      long index = lease.testCase().index();
      boolean othersHold =
          store.read(reader -> reader.openAttempts()).stream()
              .anyMatch(open -> open.caseIndex() == index && !open.lease().equals(lease.token()));
      EndAnswer answer = desk.report(lease.token(), Samples.claim(1), "{}", Samples.MODEL);
      if (answer instanceof Stored stored) {
        assertThat(stored.repeated()).isEqualTo(!acknowledged.add(lease.token()));
        assertThat(othersHold && !stored.repeated())
            .as("reported by another than the holder")
            .isFalse();
      }
    }

    void check() {
      Counts counts = desk.counts();
      assertThat(
              counts.neverLeased()
                  + counts.available()
                  + counts.leased()
                  + counts.reported()
                  + counts.verified()
                  + counts.failed()
                  + counts.claimed())
          .isEqualTo(CASES);
      assertThat(Stream.of(counts.available(), counts.leased(), counts.reported()))
          .allMatch(n -> n >= 0);
      assertThat(counts.verified()).isEqualTo(counted.size());
      List<Attempt> open = store.read(reader -> reader.openAttempts());
      assertThat(open).extracting(Attempt::caseIndex).doesNotHaveDuplicates();
      assertThat(counts.leased()).isEqualTo(open.size());
      assertThat(acknowledged)
          .allMatch(token -> store.read(reader -> reader.result(token)).isPresent());
      store.<Boolean>read(
          reader -> {
            reader.forEachCase(World::checkRow);
            return true;
          });
    }

    private static void checkRow(CaseReport row) {
      String how = row.testCase() + " " + row.attempt();
      switch (row.testCase().state()) {
        case VERIFIED -> assertThat(row.verification()).as(how).isNotNull();
        case REPORTED -> {
          assertThat(row.claim()).as(how).isNotNull();
          assertThat(row.judgedAt()).as(how).isNull();
        }
        case CLAIMED -> {
          assertThat(row.claim()).as(how).isNotNull();
          assertThat(row.verification()).as(how).isNull();
        }
        case LEASED -> assertThat(row.attempt().endedAt()).as(how).isNull();
        case AVAILABLE -> assertThat(row.testCase().failedAttempts()).isLessThan(RULES.attempts());
        case FAILED -> assertThat(row.testCase().failedAttempts()).isEqualTo(RULES.attempts());
        case SCORED, QUARANTINED, ABANDONED -> throw new AssertionError("not reached yet: " + how);
      }
    }

    /** However it stands, honest work from here on ends every case. */
    void finish() {
      for (int step = 0; step < 10 * CASES && !desk.done(); step++) {
        if (desk.lease("ada", Capabilities.UNKNOWN, Set.of()) instanceof Granted granted) {
          desk.report(granted.lease().token(), Samples.claim(1), "{}", Samples.MODEL);
        }
        desk.nextUnverified()
            .ifPresent(result -> desk.verified(result.lease(), Samples.verification(1)));
        clock.advance(RULES.leaseTime());
      }
      assertThat(desk.done()).isTrue();
      assertThat(desk.counts().ended()).isEqualTo(CASES);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(
          file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    Files.delete(folder);
  }
}
