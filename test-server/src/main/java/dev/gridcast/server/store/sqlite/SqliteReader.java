package dev.gridcast.server.store.sqlite;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Credit;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Untold;
import dev.gridcast.server.store.Volunteer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The questions in SQL. Each is answered from an index; a test looks at the plans. */
class SqliteReader implements StoreReader {

  static final String CURSOR = "SELECT cursor FROM experiment";
  static final String TEST_CASE =
      "SELECT " + Rows.CASE + " FROM test_case c WHERE c.case_index = ?";
  static final String FIRST_AVAILABLE =
      "SELECT "
          + Rows.CASE
          + " FROM test_case c WHERE c.state = 'AVAILABLE' ORDER BY c.case_index LIMIT 1";
  static final String ATTEMPT = "SELECT " + Rows.ATTEMPT + " FROM attempt a WHERE a.lease = ?";
  static final String OPEN =
      "SELECT " + Rows.ATTEMPT + " FROM attempt a WHERE a.outcome = 'OPEN' ORDER BY a.case_index";
  static final String OVERDUE =
      "SELECT "
          + Rows.ATTEMPT
          + " FROM attempt a WHERE a.outcome = 'OPEN' AND a.deadline <= ? ORDER BY a.deadline";
  static final String NEXT_DEADLINE =
      "SELECT deadline FROM attempt WHERE outcome = 'OPEN' ORDER BY deadline LIMIT 1";
  static final String UNVERIFIED =
      "SELECT (SELECT lease FROM attempt WHERE id = r.attempt) AS lease FROM result r"
          + " WHERE r.verdict IS NULL ORDER BY r.reported_at, r.attempt LIMIT ?";
  static final String RESULT =
      "SELECT "
          + Rows.CASE
          + ", a.lease, a.volunteer, "
          + Rows.CLAIM
          + ", r.result_json, r.model FROM attempt a CROSS JOIN result r ON r.attempt = a.id"
          + " CROSS JOIN test_case c ON c.case_index = a.case_index WHERE a.lease = ?"
          + " AND r.model IS NOT NULL";
  static final String CLAIMS =
      "SELECT "
          + Rows.REPORT
          + " FROM result r INDEXED BY result_claims"
          + " CROSS JOIN test_case c ON c.case_index = r.case_index"
          + " CROSS JOIN attempt a ON a.id = r.attempt"
          + " CROSS JOIN volunteer v ON v.id = a.volunteer"
          + " WHERE r.verdict = 'CLAIMED' ORDER BY r.case_index";
  static final String CLAIMS_FEW = CLAIMS + " LIMIT ?";
  static final String BEST =
      "SELECT "
          + Rows.REPORT
          + " FROM result r INDEXED BY result_rank"
          + " CROSS JOIN test_case c ON c.case_index = r.case_index"
          + " CROSS JOIN attempt a ON a.id = r.attempt"
          + " CROSS JOIN volunteer v ON v.id = a.volunteer"
          + " WHERE r.verdict = 'VERIFIED' ORDER BY r.confirmation_rmse, r.case_index";
  static final String BEST_FEW = BEST + " LIMIT ?";
  static final String BEST_OF_MODEL =
      "SELECT "
          + Rows.REPORT
          + " FROM test_case c INDEXED BY test_case_model"
          + " CROSS JOIN attempt a ON a.id = c.attempt"
          + " CROSS JOIN result r ON r.attempt = a.id"
          + " CROSS JOIN volunteer v ON v.id = a.volunteer"
          + " WHERE json_extract(c.parameters, '$.model') = ? AND r.verdict = 'VERIFIED'"
          + " ORDER BY r.confirmation_rmse, r.case_index LIMIT 1";
  static final String RANK =
      "SELECT count(*) AS place FROM result o INDEXED BY result_rank"
          + " WHERE o.verdict = 'VERIFIED' AND (o.confirmation_rmse, o.case_index) <="
          + " (SELECT r.confirmation_rmse, r.case_index FROM result r"
          + " WHERE r.case_index = ? AND r.verdict = 'VERIFIED')";
  static final String EACH_CASE =
      "SELECT "
          + Rows.REPORT
          + " FROM test_case c CROSS JOIN attempt a ON a.id = c.attempt"
          + " CROSS JOIN volunteer v ON v.id = a.volunteer"
          + " LEFT JOIN result r ON r.attempt = a.id ORDER BY c.case_index";
  static final String VOLUNTEER = "SELECT " + Rows.VOLUNTEER + " FROM volunteer WHERE id = ?";

  private static final String COUNTS = "SELECT state, cases FROM case_count";
  private static final String VOLUNTEERS =
      "SELECT " + Rows.VOLUNTEER + " FROM volunteer ORDER BY cases_verified DESC, id";

  /** The connection of this moment. */
  protected final Sql sql;

  SqliteReader(Sql sql) {
    this.sql = sql;
  }

  @Override
  public long cursor() {
    return sql.first(row -> row.getLong(1), CURSOR).orElse(0L);
  }

  @Override
  public Optional<CaseRow> testCase(long index) {
    return sql.first(Rows::testCase, TEST_CASE, index);
  }

  @Override
  public Optional<CaseRow> firstAvailable() {
    return sql.first(Rows::testCase, FIRST_AVAILABLE);
  }

  @Override
  public Map<CaseState, Long> rowCounts() {
    Map<CaseState, Long> counts = new EnumMap<>(CaseState.class);
    sql.all(row -> Map.entry(CaseState.valueOf(row.getString(1)), row.getLong(2)), COUNTS)
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  @Override
  public Optional<Attempt> attempt(String lease) {
    return sql.first(Rows::attempt, ATTEMPT, lease);
  }

  @Override
  public List<Attempt> openAttempts() {
    return sql.all(Rows::attempt, OPEN);
  }

  @Override
  public List<Attempt> overdueAttempts(Instant now) {
    return sql.all(Rows::attempt, OVERDUE, now.toEpochMilli());
  }

  @Override
  public Optional<Instant> nextDeadline() {
    return sql.first(row -> Rows.instant(row, "deadline"), NEXT_DEADLINE);
  }

  @Override
  public List<String> unverified(int limit) {
    return sql.all(row -> row.getString("lease"), UNVERIFIED, limit);
  }

  @Override
  public Optional<StoredResult> result(String lease) {
    return sql.first(Rows::result, RESULT, lease);
  }

  @Override
  public List<CaseReport> best(int limit) {
    return sql.all(Rows::report, BEST_FEW, limit);
  }

  @Override
  public Optional<CaseReport> bestOf(String model) {
    return sql.first(Rows::report, BEST_OF_MODEL, model);
  }

  @Override
  public List<CaseReport> claims(int limit) {
    return sql.all(Rows::report, CLAIMS_FEW, limit);
  }

  @Override
  public void forEachClaim(Consumer<CaseReport> consumer) {
    sql.each(Rows::report, consumer, CLAIMS);
  }

  @Override
  public void forEachBest(Consumer<CaseReport> consumer) {
    sql.each(Rows::report, consumer, BEST);
  }

  @Override
  public long rank(long caseIndex) {
    return sql.first(row -> row.getLong("place"), RANK, caseIndex).orElse(0L);
  }

  @Override
  public void forEachCase(Consumer<CaseReport> consumer) {
    sql.each(Rows::report, consumer, EACH_CASE);
  }

  @Override
  public Optional<Volunteer> volunteer(String id) {
    return sql.first(Rows::volunteer, VOLUNTEER, id);
  }

  @Override
  public List<Volunteer> volunteers() {
    return sql.all(Rows::volunteer, VOLUNTEERS);
  }

  @Override
  public long lanePosition(int lane) {
    throw new UnsupportedOperationException("lanePosition is not there yet");
  }

  @Override
  public Optional<CaseRow> offered(CaseOffer kind, int lane, String volunteer, boolean tried) {
    throw new UnsupportedOperationException("offered is not there yet");
  }

  @Override
  public List<Attempt> attempts(long caseIndex) {
    throw new UnsupportedOperationException("attempts is not there yet");
  }

  @Override
  public List<Attempt> heldBy(String volunteer) {
    throw new UnsupportedOperationException("heldBy is not there yet");
  }

  @Override
  public List<Attempt> stragglers(String volunteer, int limit) {
    throw new UnsupportedOperationException("stragglers is not there yet");
  }

  @Override
  public List<Candidate> candidates(long caseIndex) {
    throw new UnsupportedOperationException("candidates is not there yet");
  }

  @Override
  public boolean modelKnown(String modelSha256, long exceptCase) {
    throw new UnsupportedOperationException("modelKnown is not there yet");
  }

  @Override
  public long better(double confirmationRmse, int limit) {
    throw new UnsupportedOperationException("better is not there yet");
  }

  @Override
  public List<String> unconfirmed(String volunteer, int limit) {
    throw new UnsupportedOperationException("unconfirmed is not there yet");
  }

  @Override
  public List<String> unconfirmed(int limit) {
    throw new UnsupportedOperationException("unconfirmed is not there yet");
  }

  @Override
  public List<Attempt> countedAttempts(String volunteer, int limit) {
    throw new UnsupportedOperationException("countedAttempts is not there yet");
  }

  @Override
  public List<Untold> untold(String volunteer, int limit) {
    throw new UnsupportedOperationException("untold is not there yet");
  }

  @Override
  public boolean othersSeen(String volunteer, Instant since) {
    throw new UnsupportedOperationException("othersSeen is not there yet");
  }

  @Override
  public List<CaseRow> cases(CaseState state, int limit) {
    throw new UnsupportedOperationException("cases is not there yet");
  }

  @Override
  public String log(String lease) {
    throw new UnsupportedOperationException("log is not there yet");
  }

  @Override
  public List<Credit> credits(Instant from, Instant until) {
    throw new UnsupportedOperationException("credits is not there yet");
  }
}
