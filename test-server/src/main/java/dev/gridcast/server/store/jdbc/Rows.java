package dev.gridcast.server.store.jdbc;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Credit;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Suspension;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.store.Untold;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.trainer.evaluate.Evaluation;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the tables as records. Each list of columns stands beside the method that reads them, in
 * that order.
 */
public final class Rows {

  /** For {@link #experiment}. */
  public static final String EXPERIMENT =
      "name, specification, space_hash, dataset_sha256, total_cases, labels, parameters, varying";

  static final String CASE =
      "c.case_index, c.case_id, c.parameters, c.lane, c.work, c.state, c.offer,"
          + " c.failed_attempts, c.abandoned_attempts";

  static final String ATTEMPT =
      "a.id, a.lease, a.case_index, a.volunteer, a.leased_at, a.deadline, a.last_at, a.ended_at,"
          + " a.outcome, a.counted, a.reason";

  static final String CLAIM =
      "r.claimed_validation_rmse, r.claimed_epochs, r.claimed_best_epoch, r.claimed_seconds,"
          + " r.claimed_engine";

  static final String RESULT =
      CASE + ", a.lease, a.volunteer, " + CLAIM + ", r.reported_at, t.result_json, t.weights";

  /** Before it stand {@link #CASE} and the outcomes of the case's attempts, joined by commas. */
  static final String REPORT =
      ATTEMPT
          + ", v.name, r.reported_at, r.judged_at, r.verdict, "
          + CLAIM
          + ", r.verified_validation_rmse, r.samples, r.confirmation, r.baselines, r.skill_error,"
          + " r.forecast, r.ground";

  static final String FINGERPRINT = "r.engine, r.engine_version, r.device, r.model_sha256";

  static final String CANDIDATE =
      "a.lease, a.volunteer, r.verdict, " + FINGERPRINT + ", r.verified_validation_rmse, r.ground";

  static final String UNTOLD = "a.lease, a.case_index, r.verdict, r.reason";

  static final String VOLUNTEER =
      "v.id, v.name, v.machine, v.first_seen, v.last_seen, v.verified, v.agreed, v.rejected,"
          + " v.failed, v.abandoned, v.compute_ms, v.streak, v.blamed, v.work_per_second,"
          + " v.vouched, v.doubted, v.suspended_at, v.suspended_reason, v.drained";

  private static final String VERIFIED = AttemptOutcome.VERIFIED.name();

  private Rows() {}

  /** Reads {@link #EXPERIMENT}. */
  public static ExperimentRecord experiment(Row row) throws SQLException {
    return new ExperimentRecord(
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        row.number(),
        JsonText.names(row.text()),
        JsonText.names(row.text()),
        JsonText.names(row.text()));
  }

  static CaseRow testCase(Row row) throws SQLException {
    return new CaseRow(
        row.number(),
        row.text(),
        JsonText.texts(row.text()),
        row.count(),
        row.real(),
        CaseState.valueOf(row.text()),
        CaseOffer.valueOf(row.text()),
        row.count(),
        row.count());
  }

  static Attempt attempt(Row row) throws SQLException {
    return new Attempt(
        row.number(),
        row.text(),
        row.number(),
        row.text(),
        row.time(),
        row.time(),
        row.time(),
        row.timeOrNull(),
        AttemptOutcome.valueOf(row.text()),
        row.flag(),
        row.text());
  }

  static StoredResult result(Row row) throws SQLException {
    CaseRow testCase = testCase(row);
    String lease = row.text();
    String volunteer = row.text();
    Claim claim = claim(row);
    Instant reportedAt = row.time();
    String json = row.text();
    return new StoredResult(
        lease, testCase, volunteer, claim, json, Blob.wrap(row.bytes()), reportedAt);
  }

  static CaseReport report(Row row) throws SQLException {
    CaseRow testCase = testCase(row);
    Map<AttemptOutcome, Integer> outcomes = outcomes(row.text());
    Attempt attempt = attempt(row);
    String name = row.text();
    Instant reportedAt = row.timeOrNull();
    Instant judgedAt = row.timeOrNull();
    boolean counts = VERIFIED.equals(row.textOrNull());
    Claim claim = reportedAt == null ? null : claim(row);
    Verification verification = counts ? verification(row) : null;
    Confirmation ground = counts ? confirmation(row.textOrNull()) : null;
    return new CaseReport(
        testCase, outcomes, attempt, name, claim, reportedAt, judgedAt, verification, ground);
  }

  /** How often each word is in a list with commas. */
  private static Map<AttemptOutcome, Integer> outcomes(String list) {
    Map<AttemptOutcome, Integer> outcomes = new EnumMap<>(AttemptOutcome.class);
    for (String word : list.split(",", -1)) {
      outcomes.merge(AttemptOutcome.valueOf(word), 1, Integer::sum);
    }
    return outcomes;
  }

  static Candidate candidate(Row row) throws SQLException {
    return new Candidate(
        row.text(),
        row.text(),
        AttemptOutcome.valueOf(row.text()),
        fingerprint(row),
        row.real(),
        confirmation(row.textOrNull()));
  }

  /** All empty in results of older releases, which kept none. */
  private static Fingerprint fingerprint(Row row) throws SQLException {
    return new Fingerprint(
        row.textOrEmpty(), row.textOrEmpty(), row.textOrEmpty(), row.textOrEmpty());
  }

  private static @Nullable Confirmation confirmation(@Nullable String ground) {
    return ground == null ? null : Confirmation.valueOf(ground);
  }

  static Untold untold(Row row) throws SQLException {
    return new Untold(
        row.text(), row.number(), AttemptOutcome.valueOf(row.text()), row.textOrEmpty());
  }

  static Credit credit(Row row) throws SQLException {
    return new Credit(row.text(), row.text(), row.number(), row.number(), row.number());
  }

  static Volunteer volunteer(Row row) throws SQLException {
    return new Volunteer(
        row.text(),
        row.text(),
        row.text(),
        row.time(),
        row.time(),
        new TrackRecord(
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.count(),
            row.count(),
            row.real()),
        row.flag(),
        row.flag(),
        suspension(row.timeOrNull(), row.textOrEmpty()),
        row.flag());
  }

  private static Optional<Suspension> suspension(@Nullable Instant at, String reason) {
    return at == null ? Optional.empty() : Optional.of(new Suspension(at, reason));
  }

  static Claim claim(Row row) throws SQLException {
    return new Claim(row.real(), row.count(), row.count(), row.real(), row.text());
  }

  private static Verification verification(Row row) throws SQLException {
    return new Verification(
        row.real(),
        new Evaluation(
            row.count(),
            JsonText.metrics(row.text()),
            JsonText.baselines(row.text()),
            row.realOrEmpty()),
        JsonText.forecast(row.text()));
  }
}
