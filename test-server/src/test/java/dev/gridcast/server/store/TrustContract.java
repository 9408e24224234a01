package dev.gridcast.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store must know of several trainings of one case, and of who trained them. */
abstract class TrustContract extends ResultContract {

  private static final Instant LATER = Samples.START.plusSeconds(60);

  @Test
  void aCaseKeepsAllThatIsSaidOfIt() {
    lease(0, "a");
    CaseRow changed =
        new CaseRow(
            0, "case-0", Samples.parameters(0), 2, 12.5, CaseState.SCORED, CaseOffer.WITNESS, 3, 4);
    store.update(writer -> writer.updateCase(changed));
    assertThat(store.<Optional<CaseRow>>read(reader -> reader.testCase(0))).contains(changed);
    assertThat(store.<List<CaseRow>>read(reader -> reader.cases(CaseState.SCORED, 5)))
        .containsExactly(changed);
    assertThat(store.<List<CaseRow>>read(reader -> reader.cases(CaseState.FAILED, 5))).isEmpty();
  }

  @Test
  void anAttemptKeepsAllThatIsSaidOfIt() {
    lease(0, "a");
    Attempt attempt = store.read(reader -> reader.attempt("a")).orElseThrow();
    assertThat(attempt.lastAt()).isEqualTo(Samples.START.plusSeconds(3600));
    assertThat(attempt.counted()).isFalse();
    store.update(
        writer -> {
          writer.endAttempt("a", AttemptOutcome.FAILED, LATER, "diverged", "line 1");
          writer.countAttempt("a", true);
        });
    assertThat(store.<List<Attempt>>read(reader -> reader.countedAttempts("ada", 5)))
        .singleElement()
        .satisfies(
            counted -> {
              assertThat(counted.counted()).isTrue();
              assertThat(counted.endedAt()).isEqualTo(LATER);
              assertThat(counted.reason()).isEqualTo("diverged");
            });
    store.update(writer -> writer.countAttempt("a", false));
    assertThat(store.<List<Attempt>>read(reader -> reader.countedAttempts("ada", 5))).isEmpty();
  }

  @Test
  void lanesMoveApart() {
    store.update(
        writer -> {
          assertThat(writer.lanePosition(2)).isZero();
          writer.moveLane(2, 7);
          writer.moveLane(0, 3);
          writer.moveLane(2, 8);
        });
    assertThat(store.<Long>read(reader -> reader.lanePosition(2))).isEqualTo(8);
    assertThat(store.<List<Long>>read(reader -> reader.lanePositions(3)))
        .containsExactly(3L, 0L, 8L);
  }

  @Test
  void aCaseIsOfferedAgainToThoseWhoDidNotTryIt() {
    tried(3, "a", "ada", 1);
    tried(5, "b", "bob", 1);
    tried(4, "c", "bob", 0);
    assertThat(store.<List<Integer>>read(reader -> reader.offeredLanes(CaseOffer.AGAIN)))
        .containsExactly(0, 1);
    assertThat(store.<List<Integer>>read(reader -> reader.offeredLanes(CaseOffer.WITNESS)))
        .isEmpty();
    assertThat(offered(CaseOffer.AGAIN, 1, "bob", false)).contains(3L);
    assertThat(offered(CaseOffer.AGAIN, 1, "ada", false)).contains(5L);
    assertThat(offered(CaseOffer.AGAIN, 1, "ada", true)).contains(3L);
    assertThat(offered(CaseOffer.AGAIN, 0, "bob", false)).isEmpty();
    assertThat(offered(CaseOffer.AGAIN, 0, "bob", true)).contains(4L);
    assertThat(offered(CaseOffer.AGAIN, 2, "eve", true)).isEmpty();
    assertThat(offered(CaseOffer.WITNESS, 1, "eve", true)).isEmpty();
  }

  @Test
  void whatOneVolunteerTriedDoesNotHideWhatIsBehindIt() {
    for (int i = 0; i < 70; i++) {
      tried(i, "a" + i, "ada", 0);
    }
    assertThat(offered(CaseOffer.AGAIN, 0, "ada", false)).isEmpty();
    tried(90, "b", "bob", 0);
    tried(80, "e", "eve", 0);
    assertThat(offered(CaseOffer.AGAIN, 0, "ada", false)).contains(80L);
    assertThat(offered(CaseOffer.AGAIN, 0, "bob", false)).contains(0L);
    lease(80, "ada is at it");
    assertThat(offered(CaseOffer.AGAIN, 0, "ada", false)).contains(90L);
  }

  @Test
  void aWitnessIsNobodyWhoTrainedFailedOrHoldsIt() {
    lease(0, "a");
    report("a", 1);
    score("a", 300, "x");
    move(0, CaseState.SCORED, CaseOffer.WITNESS, 0);
    assertThat(offered(CaseOffer.WITNESS, 0, "ada", true)).isEmpty();
    assertThat(offered(CaseOffer.WITNESS, 0, "bob", false)).contains(0L);

    lease(0, "b", "bob");
    assertThat(offered(CaseOffer.WITNESS, 0, "bob", true)).isEmpty();
    end("b", AttemptOutcome.EXPIRED);
    assertThat(offered(CaseOffer.WITNESS, 0, "bob", false)).isEmpty();
    assertThat(offered(CaseOffer.WITNESS, 0, "bob", true)).contains(0L);
    end("b", AttemptOutcome.FAILED);
    assertThat(offered(CaseOffer.WITNESS, 0, "bob", true)).isEmpty();

    store.update(writer -> writer.rejectResult("a", "made up", LATER));
    end("a", AttemptOutcome.REJECTED);
    assertThat(offered(CaseOffer.WITNESS, 0, "ada", true)).isEmpty();
  }

  @Test
  void heldLeasesComeOldestFirst() {
    lease(5, "a");
    lease(2, "b");
    lease(3, "c", "bob");
    lease(4, "d");
    end("d", AttemptOutcome.GIVEN_BACK);
    assertThat(leases(store.read(reader -> reader.heldBy("ada")))).containsExactly("a", "b");
    assertThat(leases(store.read(reader -> reader.heldBy("eve")))).isEmpty();
  }

  @Test
  void stragglersAreOfOthersAndHeldByOne() {
    lease(5, "a");
    lease(2, "b", "bob");
    lease(3, "c", "bob");
    lease(3, "d", "eve");
    lease(1, "e", "eve");
    end("e", AttemptOutcome.EXPIRED);
    lease(6, "f", "bob");
    move(6, CaseState.SCORED, CaseOffer.NONE, 0);
    assertThat(leases(store.read(reader -> reader.stragglers("ada", 9)))).containsExactly("b");
    assertThat(leases(store.read(reader -> reader.stragglers("zoe", 9)))).containsExactly("a", "b");
    assertThat(leases(store.read(reader -> reader.stragglers("zoe", 1)))).containsExactly("a");
  }

  @Test
  void seenAreThoseWhoWereHereLatelyAndAreNotSuspended() {
    store.update(writer -> writer.seeVolunteer("bob", "Bob", "m", LATER));
    assertThat(store.<List<String>>read(reader -> reader.seen(LATER, 5))).containsExactly("bob");
    assertThat(store.<List<String>>read(reader -> reader.seen(LATER.plusMillis(1), 5))).isEmpty();
    assertThat(store.<List<String>>read(reader -> reader.seen(Samples.START, 5)))
        .containsExactly("ada", "bob");
    suspend("bob");
    assertThat(store.<List<String>>read(reader -> reader.seen(LATER, 5))).isEmpty();
    assertThat(store.<List<String>>read(reader -> reader.seen(Samples.START, 5)))
        .containsExactly("ada");
  }

  @Test
  void leasesAndResultsAreSightsOfTheirVolunteer() {
    lease(0, "a");
    store.update(
        writer -> {
          writer.insertClaim("a", Samples.claim(1), "{}", LATER);
        });
    assertThat(store.read(reader -> reader.volunteer("ada")).orElseThrow().lastSeen())
        .isEqualTo(LATER);
  }

  @Test
  void aVolunteerKeepsAllThatIsSaidOfIt() {
    Volunteer ada =
        new Volunteer(
            "ada",
            "Ada L.",
            "Linux",
            Samples.START,
            LATER,
            new TrackRecord(1, 2, 3, 4, 5, 6_000_000_000L, 7, 8, 9.5),
            true,
            true,
            Optional.of(new Suspension(LATER, "three false results")),
            true);
    store.update(writer -> writer.updateVolunteer(ada));
    assertThat(store.<Optional<Volunteer>>read(reader -> reader.volunteer("ada"))).contains(ada);
    assertThat(store.<List<Volunteer>>read(reader -> reader.doubted(5))).containsExactly(ada);
    assertThat(store.<List<Volunteer>>read(reader -> reader.suspended(5))).containsExactly(ada);

    store.update(writer -> writer.seeVolunteer("bob", "Bob", "m", LATER));
    assertThat(store.read(StoreReader::volunteers))
        .extracting(Volunteer::id)
        .containsExactly("ada", "bob");
    assertThat(store.<List<Volunteer>>read(reader -> reader.suspended(5))).hasSize(1);
    store.update(writer -> writer.seeVolunteer("ada", "Ada", "other", LATER.plusSeconds(1)));
    assertThat(store.read(reader -> reader.volunteer("ada")).orElseThrow())
        .isEqualTo(
            new Volunteer(
                "ada",
                "Ada",
                "other",
                Samples.START,
                LATER.plusSeconds(1),
                ada.record(),
                true,
                true,
                ada.suspension(),
                true));
  }

  private void suspend(String id) {
    store.update(
        writer -> {
          Volunteer volunteer = writer.volunteer(id).orElseThrow();
          writer.updateVolunteer(
              new Volunteer(
                  id,
                  volunteer.name(),
                  volunteer.machine(),
                  volunteer.firstSeen(),
                  volunteer.lastSeen(),
                  volunteer.record(),
                  false,
                  false,
                  Optional.of(new Suspension(LATER, "lies")),
                  false));
        });
  }

  private Optional<Long> offered(CaseOffer kind, int lane, String volunteer, boolean tried) {
    Optional<CaseRow> asked = store.read(reader -> reader.offered(kind, lane, volunteer, tried));
    Optional<CaseRow> kept = store.write(writer -> writer.offered(kind, lane, volunteer, tried));
    assertThat(kept).isEqualTo(asked);
    return asked.map(CaseRow::index);
  }

  /** A case that a volunteer gave up. */
  private void tried(long index, String token, String volunteer, int lane) {
    lease(index, token, volunteer);
    end(token, AttemptOutcome.FAILED);
    move(index, CaseState.AVAILABLE, CaseOffer.AGAIN, lane);
  }

  private static List<String> leases(List<Attempt> attempts) {
    return attempts.stream().map(Attempt::lease).toList();
  }
}
