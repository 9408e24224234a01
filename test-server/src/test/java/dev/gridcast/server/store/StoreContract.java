package dev.gridcast.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store must do, whatever it is made of. */
public abstract class StoreContract {

  // JUnit sets it before anything runs.
  @SuppressWarnings("NullAway.Init")
  @TempDir
  protected Path folder;

  protected Store store;

  /** Opens the store in the folder; a second call after a close opens the same one again. */
  protected abstract Store open(Path folder, ExperimentRecord experiment);

  @BeforeEach
  void openStore() {
    store = open(folder, Samples.experiment(100));
    store.update(writer -> writer.seeVolunteer("ada", "Ada", "Linux, 2 cores", Samples.START));
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void aNewStoreHasNoRowsAndStartsAtTheFirstCase() {
    assertThat(store.experiment()).isEqualTo(Samples.experiment(100));
    assertThat(store.<Long>read(StoreReader::cursor)).isZero();
    assertThat(store.read(StoreReader::firstAvailable)).isEmpty();
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
                      writer.moveCursor(1);
                      throw new IllegalArgumentException("no");
                    }))
        .hasMessage("no");
    assertThat(store.<Long>read(StoreReader::cursor)).isZero();
    assertThat(store.<Optional<CaseRow>>read(reader -> reader.testCase(0))).isEmpty();
    lease(0, "the store still works");
  }

  @Test
  void aChangeMustNotCallTheStoreAgain() {
    assertThatThrownBy(() -> store.update(writer -> store.update(again -> again.moveCursor(1))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aChangeOfARowThatIsNotThereFails() {
    assertThatThrownBy(() -> store.update(writer -> writer.updateCase(7, CaseState.FAILED, 1)))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.update(writer -> writer.moveDeadline("nobody", Samples.START)))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void twoOpenAttemptsAtOneCaseAreImpossible() {
    lease(0, "a");
    assertThatThrownBy(
            () ->
                store.update(
                    writer -> writer.insertAttempt("b", 0, "ada", Samples.START, Samples.START)))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void twoResultsThatMayCountForOneCaseAreImpossible() {
    lease(0, "a");
    report("a", 1);
    store.update(writer -> writer.insertAttempt("b", 0, "ada", Samples.START, Samples.START));
    assertThatThrownBy(() -> report("b", 1)).isInstanceOf(StoreException.class);
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
    assertThat(store.read(reader -> reader.volunteer("ada")).orElseThrow().casesVerified())
        .isEqualTo(3);
  }

  @Test
  void unverifiedResultsComeOldestFirstAndLeaveWhenJudged() {
    lease(0, "a");
    lease(1, "b");
    report("b", 1);
    report("a", 2);
    assertThat(store.<List<String>>read(reader -> reader.unverified(9))).containsExactly("b", "a");
    store.update(writer -> writer.rejectResult("b", "made up", Samples.START));
    assertThat(store.<List<String>>read(reader -> reader.unverified(9))).containsExactly("a");
  }

  @Test
  void aResultIsJudgedOnce() {
    verify(0, "a", 300);
    assertThatThrownBy(
            () -> store.update(writer -> writer.rejectResult("a", "late", Samples.START)))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void everyCaseIsReportedOnceByTheAttemptThatSpeaksForIt() {
    lease(4, "first");
    store.update(
        writer ->
            writer.endAttempt(
                "first", AttemptOutcome.FAILED, Samples.START, "loss is not finite", "log"));
    store.update(
        writer ->
            writer.insertAttempt("second", 4, "ada", Samples.START, Samples.START.plusSeconds(30)));
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
  }

  /** Leases a case to Ada for 30 seconds. */
  protected final void lease(long index, String token) {
    store.update(
        writer -> {
          writer.insertCase(Samples.leasedCase(index));
          writer.insertAttempt(token, index, "ada", Samples.START, Samples.START.plusSeconds(30));
        });
  }

  private void report(String token, double claimed) {
    store.update(
        writer -> {
          Attempt attempt = writer.attempt(token).orElseThrow();
          writer.endAttempt(token, AttemptOutcome.REPORTED, Samples.START, "", "");
          writer.insertResult(
              token,
              Samples.claim(claimed),
              "{}",
              Samples.MODEL,
              Samples.START.plusSeconds(8 + (long) claimed));
          writer.updateCase(attempt.caseIndex(), CaseState.REPORTED, 0);
        });
  }

  private void verify(long index, String token, double rmse) {
    lease(index, token);
    report(token, 1);
    store.update(writer -> writer.verifyResult(token, Samples.verification(rmse), Samples.START));
  }
}
