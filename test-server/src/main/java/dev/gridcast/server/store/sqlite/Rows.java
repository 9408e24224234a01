package dev.gridcast.server.store.sqlite;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.store.Verification;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.trainer.evaluate.Evaluation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of the tables as records. The column lists stand beside the code that reads them. */
final class Rows {

  static final String EXPERIMENT =
      "name, specification, space_hash, dataset_sha256, total_cases, labels, parameters, varying";

  static final String CASE = "c.case_index, c.case_id, c.parameters, c.state, c.failed_attempts";

  static final String ATTEMPT =
      "a.id, a.lease, a.case_index, a.volunteer, a.leased_at, a.deadline, a.ended_at, a.outcome,"
          + " a.reason";

  static final String CLAIM =
      "r.claimed_validation_rmse, r.claimed_epochs, r.claimed_best_epoch, r.claimed_seconds,"
          + " r.claimed_engine, r.reported_at";

  static final String REPORT =
      CASE
          + ", "
          + ATTEMPT
          + ", v.name, "
          + CLAIM
          + ", r.judged_at, r.verdict, r.verified_validation_rmse, r.samples, r.confirmation,"
          + " r.baselines, r.forecast,"
          + " (SELECT group_concat(x.outcome) FROM attempt x WHERE x.case_index = c.case_index)"
          + " AS outcomes";

  static final String VOLUNTEER = "id, name, machine, first_seen, last_seen, cases_verified";

  private Rows() {}

  static ExperimentRecord experiment(ResultSet row) throws SQLException {
    return new ExperimentRecord(
        row.getString("name"),
        row.getString("specification"),
        row.getString("space_hash"),
        row.getString("dataset_sha256"),
        row.getLong("total_cases"),
        JsonText.names(row.getString("labels")),
        JsonText.names(row.getString("parameters")),
        JsonText.names(row.getString("varying")));
  }

  static CaseRow testCase(ResultSet row) throws SQLException {
    return new CaseRow(
        row.getLong("case_index"),
        row.getString("case_id"),
        JsonText.texts(row.getString("parameters")),
        CaseState.valueOf(row.getString("state")),
        row.getInt("failed_attempts"));
  }

  static Attempt attempt(ResultSet row) throws SQLException {
    return new Attempt(
        row.getLong("id"),
        row.getString("lease"),
        row.getLong("case_index"),
        row.getString("volunteer"),
        instant(row, "leased_at"),
        instant(row, "deadline"),
        instant(row, "deadline"),
        instantOrNull(row, "ended_at"),
        AttemptOutcome.valueOf(row.getString("outcome")),
        false,
        row.getString("reason"));
  }

  static StoredResult result(ResultSet row) throws SQLException {
    return new StoredResult(
        row.getString("lease"),
        testCase(row),
        row.getString("volunteer"),
        claim(row),
        row.getString("result_json"),
        Blob.wrap(row.getBytes("model")),
        instant(row, "reported_at"));
  }

  static CaseReport report(ResultSet row) throws SQLException {
    boolean hasResult = row.getObject("reported_at") != null;
    return new CaseReport(
        testCase(row),
        outcomes(row.getString("outcomes")),
        attempt(row),
        row.getString("name"),
        hasResult ? claim(row) : null,
        instantOrNull(row, "reported_at"),
        instantOrNull(row, "judged_at"),
        "VERIFIED".equals(row.getString("verdict")) ? verification(row) : null,
        null);
  }

  /** How often each word is in a list with commas. */
  private static Map<AttemptOutcome, Integer> outcomes(String list) {
    Map<AttemptOutcome, Integer> outcomes = new EnumMap<>(AttemptOutcome.class);
    for (String word : list.split(",", -1)) {
      outcomes.merge(AttemptOutcome.valueOf(word), 1, Integer::sum);
    }
    return outcomes;
  }

  static Volunteer volunteer(ResultSet row) throws SQLException {
    return new Volunteer(
        row.getString("id"),
        row.getString("name"),
        row.getString("machine"),
        instant(row, "first_seen"),
        instant(row, "last_seen"),
        new TrackRecord(row.getLong("cases_verified"), 0, 0, 0, 0, 0, 0, 0, 0),
        false,
        false,
        Optional.empty());
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    return row.getObject(column) == null ? null : instant(row, column);
  }

  private static Claim claim(ResultSet row) throws SQLException {
    return new Claim(
        row.getDouble("claimed_validation_rmse"),
        row.getInt("claimed_epochs"),
        row.getInt("claimed_best_epoch"),
        row.getDouble("claimed_seconds"),
        row.getString("claimed_engine"));
  }

  private static Verification verification(ResultSet row) throws SQLException {
    return new Verification(
        row.getDouble("verified_validation_rmse"),
        new Evaluation(
            row.getInt("samples"),
            JsonText.metrics(row.getString("confirmation")),
            JsonText.baselines(row.getString("baselines"))),
        JsonText.forecast(row.getString("forecast")));
  }
}
