package dev.gridcast.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store must do, whatever it is made of. */
public abstract class StoreContract extends GuestContract {

  @Test
  void aNewStoreHasNoRowsAndStartsAtTheFirstCase() {
    assertThat(store.experiment()).isEqualTo(Samples.experiment(100));
    assertThat(store.<Long>read(reader -> reader.lanePosition(0))).isZero();
    assertThat(store.<List<Long>>read(reader -> reader.lanePositions(2))).containsExactly(0L, 0L);
    assertThat(store.<List<Integer>>read(reader -> reader.offeredLanes(CaseOffer.AGAIN))).isEmpty();
    assertThat(store.read(StoreReader::rowCounts)).containsOnlyKeys(CaseState.values());
    assertThat(store.read(StoreReader::rowCounts).values()).containsOnly(0L);
  }

  @Test
  void whatWasWrittenIsThereAfterReopening() {
    lease(3, "a");
    report("a", 1);
    store.close();
    store = open(folder, Samples.experiment(100));

    assertThat(store.<Optional<CaseRow>>read(reader -> reader.testCase(3)))
        .contains(new CaseRow(3, "case-3", Samples.parameters(3), CaseState.REPORTED, 0));
    StoredResult result = store.read(reader -> reader.result("a")).orElseThrow();
    assertThat(result.model()).isEqualTo(Samples.MODEL);
    assertThat(result.resultJson()).isEqualTo("{}");
    assertThat(result.claim()).isEqualTo(Samples.claim(1));
    assertThat(result.reportedAt()).isEqualTo(Samples.START.plusSeconds(9));
    assertThat(result.testCase().parameters().keySet())
        .containsExactly("experiment", "lags", "units");
  }

  @Test
  void aChangeThatThrowsChangesNothing() {
    assertThatThrownBy(
            () ->
                store.update(
                    writer -> {
                      writer.insertCase(Samples.leasedCase(0));
                      writer.moveLane(0, 1);
                      throw new IllegalArgumentException("no");
                    }))
        .hasMessage("no");
    assertThat(store.<Long>read(reader -> reader.lanePosition(0))).isZero();
    assertThat(store.<Optional<CaseRow>>read(reader -> reader.testCase(0))).isEmpty();
    lease(0, "the store still works");
  }

  @Test
  void aChangeMustNotCallTheStoreAgain() {
    assertThatThrownBy(() -> store.update(writer -> store.update(again -> again.moveLane(0, 1))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aChangeOfARowThatIsNotThereFails() {
    assertThatThrownBy(() -> store.update(writer -> writer.updateCase(Samples.leasedCase(7))))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.update(writer -> writer.moveDeadline("nobody", Samples.START)))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void aVolunteerHoldsACaseOnceButSeveralMayHoldIt() {
    lease(0, "a");
    assertThatThrownBy(() -> lease(0, "again")).isInstanceOf(StoreException.class);
    lease(0, "b", "bob");
    assertThat(store.<List<Attempt>>read(reader -> reader.attempts(0)))
        .extracting(Attempt::lease)
        .containsExactly("a", "b");
  }

  @Test
  void twoResultsThatCountForOneCaseAreImpossible() {
    verify(0, "a", 300);
    lease(0, "b", "bob");
    report("b", 1);
    score("b", 300, "x");
    assertThatThrownBy(
            () -> store.update(w -> w.countResult("b", Confirmation.TRUST, Samples.START)))
        .isInstanceOf(StoreException.class);
    store.update(writer -> writer.agreeResult("b", Samples.START));
  }

  @Test
  void aQuestionSeesOneMomentWhileChangesGoOn() {
    lease(0, "a");
    List<Long> counts = new ArrayList<>();
    store.<Boolean>read(
        reader -> {
          counts.add(reader.rowCounts().get(CaseState.LEASED));
          lease(1, "b");
          counts.add(reader.rowCounts().get(CaseState.LEASED));
          return true;
        });
    assertThat(counts).containsExactly(1L, 1L);
    assertThat(store.read(StoreReader::rowCounts)).containsEntry(CaseState.LEASED, 2L);
  }

  @Test
  void overdueAttemptsAreThoseWhoseDeadlineHasCome() {
    lease(0, "a");
    lease(1, "b");
    Instant deadline = Samples.START.plusSeconds(30);
    store.update(writer -> writer.moveDeadline("b", deadline.plusMillis(1)));

    assertThat(store.read(StoreReader::nextDeadline)).contains(deadline);
    assertThat(store.<List<Attempt>>read(reader -> reader.overdueAttempts(deadline.minusMillis(1))))
        .isEmpty();
    assertThat(store.<List<Attempt>>read(reader -> reader.overdueAttempts(deadline)))
        .extracting(Attempt::lease)
        .containsExactly("a");
    assertThat(store.read(StoreReader::openAttempts)).hasSize(2);
  }

  @Test
  void theBestComesFirstAndTiesGoByCaseIndex() {
    verify(5, "a", 300);
    verify(2, "b", 200);
    verify(1, "c", 300);
    lease(9, "unjudged");
    report("unjudged", 1);

    assertThat(store.<List<CaseReport>>read(reader -> reader.best(10)))
        .extracting(row -> row.testCase().index())
        .containsExactly(2L, 1L, 5L);
    assertThat(store.<List<CaseReport>>read(reader -> reader.best(1))).hasSize(1);
    assertThat(store.<Long>read(reader -> reader.rank(2))).isEqualTo(1);
    assertThat(store.<Long>read(reader -> reader.rank(1))).isEqualTo(2);
    assertThat(store.<Long>read(reader -> reader.rank(5))).isEqualTo(3);
    assertThat(store.<Long>read(reader -> reader.rank(9))).isZero();
    assertThat(store.read(reader -> reader.best(1)).get(0).verification())
        .isEqualTo(Samples.verification(200));
  }

  @Test
  void aResultIsScoredOnceAndOnlyAScoredOneCounts() {
    verify(0, "a", 300);
    assertThatThrownBy(() -> score("a", 200, "x")).isInstanceOf(StoreException.class);
    lease(1, "b");
    report("b", 1);
    assertThatThrownBy(
            () -> store.update(w -> w.countResult("b", Confirmation.TRUST, Samples.START)))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.update(w -> w.agreeResult("b", Samples.START)))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.update(w -> w.confirmResult("b", Confirmation.WITNESS)))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void everyCaseIsReportedOnceByTheAttemptThatSpeaksForIt() {
    lease(4, "first");
    store.update(
        writer ->
            writer.endAttempt(
                "first", AttemptOutcome.FAILED, Samples.START, "loss is not finite", "log"));
    lease(4, "second");
    lease(1, "other");

    List<CaseReport> rows = new ArrayList<>();
    store.<Boolean>read(
        reader -> {
          reader.forEachCase(rows::add);
          return true;
        });
    assertThat(rows).extracting(row -> row.testCase().index()).containsExactly(1L, 4L);
    assertThat(rows.get(1).attempts()).isEqualTo(2);
    assertThat(rows.get(1).attempt().lease()).isEqualTo("second");
    assertThat(rows.get(1).claim()).isNull();
    assertThat(store.<Optional<CaseReport>>read(reader -> reader.report(4))).contains(rows.get(1));
    assertThat(store.<Optional<CaseReport>>read(reader -> reader.report(5))).isEmpty();
    assertThat(store.<String>read(reader -> reader.log("first"))).isEqualTo("log");
    assertThat(store.<String>read(reader -> reader.log("second"))).isEmpty();
  }
}
