package dev.gridcast.server.store.jdbc;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.Changes;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.GuestWriter;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Suspension;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.store.Volunteer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The changes in SQL. A change that finds no row to change is a bug and rolls everything back. */
public class JdbcWriter extends JdbcReader implements StoreWriter {

  private static final String OF_LEASE = " WHERE lease = ?";
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

  private final Touched touched = new Touched();

  /** Changes through that connection. */
  public JdbcWriter(Sql sql, Questions questions) {
    super(sql, questions);
  }

  /** What was touched so far. */
  final Changes changes() {
    return touched.changes();
  }

  // What a change stands on is kept from others until it is over.

  @Override
  public Optional<CaseRow> testCase(long index) {
    return sql.first(Rows::testCase, questions.keptCase, index);
  }

  @Override
  public Optional<CaseRow> offered(CaseOffer kind, int lane, String volunteer, boolean tried) {
    return questions.offers.first(sql, kind, lane, volunteer, tried, true);
  }

  @Override
  public Optional<Volunteer> volunteer(String id) {
    return sql.first(Rows::volunteer, questions.keptVolunteer, id);
  }

  @Override
  public long lanePosition(int lane) {
    Optional<Long> position = sql.first(Row::number, questions.keptLane, lane);
    if (position.isEmpty()) {
      // A row that is not there cannot be kept from others.
      sql.run(
          "INSERT INTO lane (lane, position) VALUES (?, ?) ON CONFLICT (lane) DO NOTHING",
          lane,
          lanesStart());
      position = sql.first(Row::number, questions.keptLane, lane);
    }
    return position.orElseThrow();
  }

  @Override
  public void moveLane(int lane, long position) {
    sql.runOne(
        "INSERT INTO lane (lane, position) VALUES (?, ?)"
            + " ON CONFLICT (lane) DO UPDATE SET position = excluded.position",
        lane,
        position);
  }

  @Override
  public void insertCase(CaseRow testCase) {
    touched.testCase(testCase.index());
    sql.runOne(
        "INSERT INTO test_case (case_index, case_id, parameters, model, lane, work, state,"
            + " offer, failed_attempts, abandoned_attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        testCase.index(),
        testCase.caseId(),
        JsonText.ofTexts(testCase.parameters()),
        testCase.parameters().getOrDefault("model", ""),
        testCase.lane(),
        testCase.work(),
        testCase.state().name(),
        testCase.offer().name(),
        testCase.failedAttempts(),
        testCase.abandonedAttempts());
  }

  @Override
  public void updateCase(CaseRow testCase) {
    touched.testCase(testCase.index());
    sql.runOne(
        "UPDATE test_case SET lane = ?, work = ?, state = ?, offer = ?, failed_attempts = ?,"
            + " abandoned_attempts = ? WHERE case_index = ?",
        testCase.lane(),
        testCase.work(),
        testCase.state().name(),
        testCase.offer().name(),
        testCase.failedAttempts(),
        testCase.abandonedAttempts(),
        testCase.index());
  }

  @Override
  public void insertAttempt(
      String lease,
      long caseIndex,
      String volunteer,
      Instant leasedAt,
      Instant deadline,
      Instant lastAt) {
    touched.testCase(caseIndex);
    long id =
        sql.first(
                Row::number,
                "INSERT INTO attempt (lease, case_index, volunteer, leased_at, deadline, last_at,"
                    + " outcome, counted) VALUES (?, ?, ?, ?, ?, ?, 'OPEN', 0) RETURNING id",
                lease,
                caseIndex,
                volunteer,
                leasedAt.toEpochMilli(),
                deadline.toEpochMilli(),
                lastAt.toEpochMilli())
            .orElseThrow();
    speaks(id, volunteer, caseIndex);
    seen(volunteer, leasedAt);
  }

  @Override
  public void countAttempt(String lease, boolean counted) {
    touched.lease(lease);
    sql.runOne("UPDATE attempt SET counted = ?" + OF_LEASE, flag(counted), lease);
  }

  @Override
  public void moveDeadline(String lease, Instant deadline) {
    sql.runOne("UPDATE attempt SET deadline = ?" + OF_LEASE, deadline.toEpochMilli(), lease);
  }

  @Override
  public void endAttempt(
      String lease, AttemptOutcome outcome, Instant at, String reason, String log) {
    touched.lease(lease);
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
    touched.lease(lease);
    Attempt attempt = known(lease);
    sql.runOne(
        "UPDATE attempt SET outcome = 'OPEN', ended_at = NULL, reason = '', deadline = ?"
            + OF_LEASE,
        deadline.toEpochMilli(),
        lease);
    speaks(attempt.id(), attempt.volunteer(), attempt.caseIndex());
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

  private Attempt known(String lease) {
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

  @Override
  public void updateVolunteer(Volunteer volunteer) {
    touched.volunteer(volunteer.id());
    TrackRecord record = volunteer.record();
    Optional<Suspension> suspension = volunteer.suspension();
    sql.runOne(
        "UPDATE volunteer SET name = ?, machine = ?, last_seen = ?, verified = ?, agreed = ?,"
            + " rejected = ?, failed = ?, abandoned = ?, compute_ms = ?, streak = ?, blamed = ?,"
            + " work_per_second = ?, vouched = ?, doubted = ?, suspended_at = ?,"
            + " suspended_reason = ?, drained = ? WHERE id = ?",
        volunteer.name(),
        volunteer.machine(),
        volunteer.lastSeen().toEpochMilli(),
        record.verified(),
        record.agreed(),
        record.rejected(),
        record.failed(),
        record.abandoned(),
        record.computeMillis(),
        record.streak(),
        record.blamed(),
        record.workPerSecond(),
        flag(volunteer.vouched()),
        flag(volunteer.doubted()),
        suspension.map(why -> why.at().toEpochMilli()).orElse(null),
        suspension.map(Suspension::reason).orElse(null),
        flag(volunteer.drained()),
        volunteer.id());
  }

  @Override
  public void seeVolunteer(String id, String name, String machine, Instant at) {
    touched.volunteer(id);
    sql.runOne(
        "INSERT INTO volunteer (id, name, machine, first_seen, last_seen) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, machine = excluded.machine,"
            + " last_seen = excluded.last_seen",
        id,
        name,
        machine,
        at.toEpochMilli(),
        at.toEpochMilli());
  }

  @Override
  public GuestWriter guests() {
    return new JdbcGuestbook(sql, questions.guests);
  }

  private void speaks(long attempt, String volunteer, long caseIndex) {
    sql.run(SPEAKS_UNLESS, attempt, volunteer, caseIndex, attempt);
  }

  private void seen(String volunteer, Instant at) {
    sql.run(
        "UPDATE volunteer SET last_seen = ? WHERE id = ? AND last_seen <= ?",
        at.toEpochMilli(),
        volunteer,
        at.toEpochMilli() - SIGHT_MILLIS);
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static int flag(boolean value) {
    return value ? 1 : 0;
  }
}
