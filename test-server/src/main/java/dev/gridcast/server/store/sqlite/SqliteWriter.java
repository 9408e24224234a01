package dev.gridcast.server.store.sqlite;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.store.Volunteer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The changes in SQL. A change that finds no row to change is a bug and rolls everything back. */
final class SqliteWriter extends SqliteReader implements StoreWriter {

  private static final String OF_LEASE = " WHERE lease = ?";
  private static final String SPEAKS =
      "UPDATE test_case SET attempt = (SELECT id FROM attempt WHERE lease = ?1)"
          + " WHERE case_index = (SELECT case_index FROM attempt WHERE lease = ?1)";

  SqliteWriter(Sql sql) {
    super(sql);
  }

  @Override
  public void moveCursor(long cursor) {
    sql.runOne("UPDATE experiment SET cursor = ?", cursor);
  }

  @Override
  public void insertCase(CaseRow testCase) {
    sql.runOne(
        "INSERT INTO test_case (case_index, case_id, parameters, state, failed_attempts)"
            + " VALUES (?, ?, ?, ?, ?)",
        testCase.index(),
        testCase.caseId(),
        JsonText.ofTexts(testCase.parameters()),
        testCase.state().name(),
        testCase.failedAttempts());
  }

  @Override
  public void updateCase(long index, CaseState state, int failedAttempts) {
    sql.runOne(
        "UPDATE test_case SET state = ?, failed_attempts = ? WHERE case_index = ?",
        state.name(),
        failedAttempts,
        index);
  }

  @Override
  public void insertAttempt(
      String lease, long caseIndex, String volunteer, Instant leasedAt, Instant deadline) {
    sql.runOne(
        "INSERT INTO attempt (lease, case_index, volunteer, leased_at, deadline, outcome)"
            + " VALUES (?, ?, ?, ?, ?, 'OPEN')",
        lease,
        caseIndex,
        volunteer,
        leasedAt.toEpochMilli(),
        deadline.toEpochMilli());
    sql.runOne(SPEAKS, lease);
    seen(lease, leasedAt);
  }

  @Override
  public void moveDeadline(String lease, Instant deadline) {
    sql.runOne("UPDATE attempt SET deadline = ?" + OF_LEASE, deadline.toEpochMilli(), lease);
  }

  @Override
  public void endAttempt(
      String lease, AttemptOutcome outcome, Instant at, String reason, String log) {
    sql.runOne(
        "UPDATE attempt SET outcome = ?, ended_at = ?, reason = ?, log = ?" + OF_LEASE,
        outcome.name(),
        at.toEpochMilli(),
        reason,
        log,
        lease);
  }

  @Override
  public void reopenAttempt(String lease, Instant deadline) {
    sql.runOne(
        "UPDATE attempt SET outcome = 'OPEN', ended_at = NULL, reason = '', deadline = ?"
            + OF_LEASE,
        deadline.toEpochMilli(),
        lease);
    sql.runOne(SPEAKS, lease);
  }

  @Override
  public void insertResult(
      String lease, Claim claim, String resultJson, Blob model, Instant reportedAt) {
    insert(lease, claim, resultJson, model.toByteArray(), null, reportedAt);
  }

  @Override
  public void insertClaim(String lease, Claim claim, String resultJson, Instant reportedAt) {
    insert(lease, claim, resultJson, null, "CLAIMED", reportedAt);
  }

  private void insert(
      String lease,
      Claim claim,
      String resultJson,
      byte @Nullable [] model,
      @Nullable String verdict,
      Instant reportedAt) {
    sql.runOne(
        "INSERT INTO result (attempt, case_index, reported_at, claimed_validation_rmse,"
            + " claimed_epochs, claimed_best_epoch, claimed_seconds, claimed_engine, verdict,"
            + " result_json, model) SELECT id, case_index, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM attempt"
            + OF_LEASE,
        reportedAt.toEpochMilli(),
        claim.validationRmse(),
        claim.epochs(),
        claim.bestEpoch(),
        claim.seconds(),
        claim.engine(),
        verdict,
        resultJson,
        model,
        lease);
    sql.runOne(SPEAKS, lease);
    seen(lease, reportedAt);
  }

  @Override
  public void verifyResult(String lease, Verification verification, Instant at) {
    sql.runOne(
        "UPDATE result SET verdict = 'VERIFIED', judged_at = ?, verified_validation_rmse = ?,"
            + " samples = ?, confirmation_rmse = ?, confirmation = ?, baselines = ?,"
            + " forecast = ? WHERE verdict IS NULL"
            + " AND attempt = (SELECT id FROM attempt WHERE lease = ?)",
        at.toEpochMilli(),
        verification.validationRmse(),
        verification.confirmation().samples(),
        verification.rmse(),
        JsonText.ofMetrics(verification.confirmation().model()),
        JsonText.ofBaselines(verification.confirmation().baselines()),
        JsonText.ofForecast(verification.forecast()),
        lease);
    sql.runOne(
        "UPDATE volunteer SET cases_verified = cases_verified + 1"
            + " WHERE id = (SELECT volunteer FROM attempt WHERE lease = ?)",
        lease);
  }

  @Override
  public void rejectResult(String lease, String reason, Instant at) {
    sql.runOne(
        "UPDATE result SET verdict = 'REJECTED', judged_at = ?, reason = ? WHERE verdict IS NULL"
            + " AND attempt = (SELECT id FROM attempt WHERE lease = ?)",
        at.toEpochMilli(),
        reason,
        lease);
  }

  @Override
  public void seeVolunteer(String id, String name, String machine, Instant at) {
    sql.runOne(
        "INSERT INTO volunteer (id, name, machine, first_seen, last_seen) VALUES (?1, ?2, ?3, ?4,"
            + " ?4) ON CONFLICT (id) DO UPDATE SET name = ?2, machine = ?3, last_seen = ?4",
        id,
        name,
        machine,
        at.toEpochMilli());
  }

  private void seen(String lease, Instant at) {
    sql.runOne(
        "UPDATE volunteer SET last_seen = ?"
            + " WHERE id = (SELECT volunteer FROM attempt WHERE lease = ?)",
        at.toEpochMilli(),
        lease);
  }

  @Override
  public void updateCase(CaseRow testCase) {
    throw new UnsupportedOperationException("updateCase is not there yet");
  }

  @Override
  public void moveLane(int lane, long position) {
    throw new UnsupportedOperationException("moveLane is not there yet");
  }

  @Override
  public void insertAttempt(
      String lease,
      long caseIndex,
      String volunteer,
      Instant leasedAt,
      Instant deadline,
      Instant lastAt) {
    throw new UnsupportedOperationException("insertAttempt is not there yet");
  }

  @Override
  public void countAttempt(String lease, boolean counted) {
    throw new UnsupportedOperationException("countAttempt is not there yet");
  }

  @Override
  public Optional<StoredResult> takeUnscored(Instant now, Instant until) {
    throw new UnsupportedOperationException("takeUnscored is not there yet");
  }

  @Override
  public void scoreResult(String lease, Scoring scoring, Instant at) {
    throw new UnsupportedOperationException("scoreResult is not there yet");
  }

  @Override
  public void countResult(String lease, Confirmation confirmation, Instant at) {
    throw new UnsupportedOperationException("countResult is not there yet");
  }

  @Override
  public void confirmResult(String lease, Confirmation confirmation) {
    throw new UnsupportedOperationException("confirmResult is not there yet");
  }

  @Override
  public void agreeResult(String lease, Instant at) {
    throw new UnsupportedOperationException("agreeResult is not there yet");
  }

  @Override
  public void doubtResult(String lease) {
    throw new UnsupportedOperationException("doubtResult is not there yet");
  }

  @Override
  public void toldResult(String lease) {
    throw new UnsupportedOperationException("toldResult is not there yet");
  }

  @Override
  public void updateVolunteer(Volunteer volunteer) {
    throw new UnsupportedOperationException("updateVolunteer is not there yet");
  }
}
