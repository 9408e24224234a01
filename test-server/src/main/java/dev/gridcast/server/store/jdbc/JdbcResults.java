package dev.gridcast.server.store.jdbc;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Changes;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.GuestWriter;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Verification;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What happens to results, in SQL: they come, are scored, and count or do not. */
abstract class JdbcResults extends JdbcReader implements StoreWriter {

  private static final String RESULT_OF_LEASE =
      " WHERE attempt = (SELECT id FROM attempt WHERE lease = ?)";

  /** An attempt speaks for its case unless a result does: the first that was not rejected. */
  private static final String SPEAKS_UNLESS =
      "UPDATE test_case SET attempt = ?, speaker = ? WHERE case_index = ?"
          // Most often it does already, and a row that is written is written as a whole.
          + " AND (attempt IS NULL OR attempt <> ?) AND NOT EXISTS (SELECT 1 FROM result r"
          + " WHERE r.attempt = test_case.attempt AND (r.verdict IS NULL OR r.verdict <> 'REJECTED'))";

  /**
   * By how much a sight of a volunteer must be newer to be noted: it is seen with every message.
   */
  private static final long SIGHT_MILLIS = 1_000;

  private static final String FIGURES =
      "verified_validation_rmse = ?, samples = ?, confirmation_rmse = ?, confirmation = ?,"
          + " baselines = ?, skill_error = ?, forecast = ?";

  final Touched touched = new Touched();

  JdbcResults(Sql sql, Questions questions) {
    super(sql, questions);
  }

  /** Readers and writers of guests meet here. */
  @Override
  public abstract GuestWriter guests();

  /** What was touched so far. */
  final Changes changes() {
    return touched.changes();
  }

  @Override
  public void insertResult(
      String lease, Claim claim, String resultJson, Blob model, Instant reportedAt) {
    insert(lease, claim, resultJson, model.toByteArray(), null, reportedAt);
  }

  @Override
  public void insertClaim(String lease, Claim claim, String resultJson, Instant reportedAt) {
    insert(lease, claim, resultJson, null, AttemptOutcome.CLAIMED.name(), reportedAt);
  }

  private void insert(
      String lease,
      Claim claim,
      String resultJson,
      byte @Nullable [] model,
      @Nullable String verdict,
      Instant reportedAt) {
    touched.lease(lease);
    Attempt attempt = known(lease);
    speaks(attempt.id(), attempt.volunteer(), attempt.caseIndex());
    sql.runOne(
        "INSERT INTO result (attempt, case_index, volunteer, reported_at, claimed_validation_rmse,"
            + " claimed_epochs, claimed_best_epoch, claimed_seconds, claimed_engine, verdict)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        attempt.id(),
        attempt.caseIndex(),
        attempt.volunteer(),
        reportedAt.toEpochMilli(),
        claim.validationRmse(),
        claim.epochs(),
        claim.bestEpoch(),
        claim.seconds(),
        claim.engine(),
        verdict);
    sql.runOne(
        "INSERT INTO result_content (attempt, result_json, weights) VALUES (?, ?, ?)",
        attempt.id(),
        resultJson,
        model);
    seen(attempt.volunteer(), reportedAt);
  }

  final Attempt known(String lease) {
    return attempt(lease).orElseThrow(() -> new StoreException("there is no lease " + lease));
  }

  @Override
  public void rejectResult(String lease, String reason, Instant at) {
    touched.lease(lease);
    sql.runOne(
        "UPDATE result SET verdict = 'REJECTED', ground = NULL, judged_at = ?, reason = ?, told = 0"
            + RESULT_OF_LEASE,
        at.toEpochMilli(),
        reason,
        lease);
  }

  @Override
  public Optional<StoredResult> takeUnscored(Instant now, Instant until) {
    Optional<Long> attempt = sql.first(Row::number, questions.unscored, now.toEpochMilli());
    attempt.ifPresent(
        taken ->
            sql.runOne(
                "UPDATE result SET judge_after = ? WHERE attempt = ?",
                until.toEpochMilli(),
                taken));
    return attempt
        .flatMap(taken -> sql.first(Row::text, "SELECT lease FROM attempt WHERE id = ?", taken))
        .flatMap(this::result);
  }

  @Override
  public void scoreResult(String lease, Scoring scoring, Instant at) {
    touched.lease(lease);
    Verification figures = scoring.verification();
    Fingerprint print = scoring.fingerprint();
    sql.runOne(
        "UPDATE result SET verdict = 'SCORED', scored_at = ?, engine = ?, engine_version = ?,"
            + " device = ?, model_sha256 = ?, "
            + FIGURES
            + RESULT_OF_LEASE
            + " AND verdict IS NULL",
        at.toEpochMilli(),
        print.engine(),
        print.version(),
        print.device(),
        print.modelSha256(),
        figures.validationRmse(),
        figures.confirmation().samples(),
        figures.rmse(),
        JsonText.ofMetrics(figures.confirmation().model()),
        JsonText.ofBaselines(figures.confirmation().baselines()),
        orNull(figures.skillError()),
        JsonText.ofForecast(figures.forecast()),
        lease);
  }

  @Override
  public void countResult(String lease, Confirmation confirmation, Instant at) {
    touched.lease(lease);
    Attempt attempt = known(lease);
    sql.runOne(
        "UPDATE result SET verdict = 'VERIFIED', ground = ?, judged_at = ?, reason = '', told = 0,"
            + " model = (SELECT c.model FROM test_case c WHERE c.case_index = result.case_index)"
            + " WHERE attempt = ? AND scored_at IS NOT NULL AND verdict <> 'VERIFIED'",
        confirmation.name(),
        at.toEpochMilli(),
        attempt.id());
    sql.runOne(
        "UPDATE test_case SET attempt = ? WHERE case_index = ?", attempt.id(), attempt.caseIndex());
  }

  @Override
  public void confirmResult(String lease, Confirmation confirmation) {
    touched.lease(lease);
    sql.runOne(
        "UPDATE result SET ground = ?" + RESULT_OF_LEASE + " AND verdict = 'VERIFIED'",
        confirmation.name(),
        lease);
  }

  @Override
  public void agreeResult(String lease, Instant at) {
    touched.lease(lease);
    sql.runOne(
        "UPDATE result SET verdict = 'AGREED', ground = NULL, judged_at = ?, reason = '', told = 0"
            + RESULT_OF_LEASE
            + " AND scored_at IS NOT NULL",
        at.toEpochMilli(),
        lease);
  }

  @Override
  public void doubtResult(String lease) {
    touched.lease(lease);
    sql.runOne(
        "UPDATE result SET verdict = 'SCORED', ground = NULL, judged_at = NULL, told = 0"
            + RESULT_OF_LEASE
            + " AND (verdict = 'VERIFIED' OR verdict = 'AGREED')",
        lease);
  }

  @Override
  public void toldResult(String lease) {
    sql.runOne("UPDATE result SET told = 1" + RESULT_OF_LEASE, lease);
  }

  final void speaks(long attempt, String volunteer, long caseIndex) {
    sql.run(SPEAKS_UNLESS, attempt, volunteer, caseIndex, attempt);
  }

  final void seen(String volunteer, Instant at) {
    sql.run(
        "UPDATE volunteer SET last_seen = ? WHERE id = ? AND last_seen <= ?",
        at.toEpochMilli(),
        volunteer,
        at.toEpochMilli() - SIGHT_MILLIS);
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
