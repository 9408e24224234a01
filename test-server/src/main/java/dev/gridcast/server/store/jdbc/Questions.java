package dev.gridcast.server.store.jdbc;

import dev.gridcast.server.store.CaseState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The questions in SQL, in the words of one database. Each but those of {@link #walking} is
 * answered from an index; a test looks at the plans.
 */
public final class Questions {

  // Words that partial indexes stand on are written into the text: as parameters they would not be
  // seen by the planner.
  private static final String OPEN = "a.outcome = 'OPEN'";
  private static final String UNCONFIRMED =
      "(r.ground = 'TRUST' OR r.ground = 'ALONE' OR r.ground = 'INCONCLUSIVE'"
          + " OR r.ground = 'VOUCHED')";
  private static final String TOLD_OF =
      "(r.verdict = 'VERIFIED' OR r.verdict = 'AGREED' OR r.verdict = 'REJECTED')";
  private static final String ATTEMPTS = "SELECT " + Rows.ATTEMPT + " FROM attempt a";
  private static final String CASES = "SELECT " + Rows.CASE + " FROM test_case c";
  private static final String VOLUNTEERS = "SELECT " + Rows.VOLUNTEER + " FROM volunteer v";

  final String testCase;
  final String keptCase;
  final String attempt = ATTEMPTS + " WHERE a.lease = ?";
  final String attemptsOfCase = ATTEMPTS + " WHERE a.case_index = ? ORDER BY a.id";
  final String openAttempts = ATTEMPTS + " WHERE " + OPEN + " ORDER BY a.case_index, a.id";
  final String heldBy = ATTEMPTS + " WHERE " + OPEN + " AND a.volunteer = ? ORDER BY a.id";
  final String overdue = ATTEMPTS + " WHERE " + OPEN + " AND a.deadline <= ? ORDER BY a.deadline";
  final String nextDeadline =
      "SELECT a.deadline FROM attempt a WHERE " + OPEN + " ORDER BY a.deadline LIMIT 1";
  final String stragglers;
  final String counted =
      ATTEMPTS + " WHERE a.counted = 1 AND a.volunteer = ? ORDER BY a.id LIMIT ?";
  final String log = "SELECT log FROM attempt WHERE lease = ?";
  final String unscored;
  final String result;
  final String claim;
  final String candidates;
  final String modelKnown =
      "SELECT 1 FROM result r WHERE r.model_sha256 = ? AND r.case_index <> ? LIMIT 1";
  final String better;
  final String unconfirmedOf;
  final String unconfirmed;
  final String untold;
  final String claims;
  final String claimsFew;
  final String best;
  final String bestFew;
  final String bestOfModel;
  final String verifiedOf;
  final String rank;
  final String eachCase;
  final String reportOfCase;
  final String reportsFrom;
  // The condition holds always: with it the plan shows that the key is walked, and no more of it.
  final String latestAttempts = ATTEMPTS + " WHERE a.id >= 0 ORDER BY a.id DESC LIMIT ?";
  final String attemptOfId = ATTEMPTS + " WHERE a.id = ?";
  final String volunteer = VOLUNTEERS + " WHERE v.id = ?";
  final String keptVolunteer;
  final String volunteers = VOLUNTEERS + " ORDER BY v.verified DESC, v.id";
  final String doubted = VOLUNTEERS + " WHERE v.doubted = 1 ORDER BY v.id LIMIT ?";
  final String suspended =
      VOLUNTEERS + " WHERE v.suspended_at IS NOT NULL ORDER BY v.suspended_at, v.id LIMIT ?";
  final String seen =
      "SELECT v.id FROM volunteer v WHERE v.suspended_at IS NULL AND v.last_seen >= ?"
          + " ORDER BY v.last_seen, v.id LIMIT ?";
  final String lane = "SELECT l.position FROM lane l WHERE l.lane = ?";
  final String keptLane;
  final String lanes = "SELECT l.lane, l.position FROM lane l ORDER BY l.lane";
  final String lanesStart = "SELECT lanes_start FROM experiment";
  final String highestCase = "SELECT max(case_index) FROM test_case";
  final Offers offers;
  final GuestQuestions guests;
  final String counts = "SELECT state, cases FROM case_count";
  final String credits;

  private final Map<CaseState, String> ofState = new EnumMap<>(CaseState.class);

  /** The questions as that database understands them. */
  public Questions(Dialect dialect) {
    String join = dialect.thenJoin();
    offers = new Offers(dialect);
    guests = new GuestQuestions(dialect);
    testCase = CASES + " WHERE c.case_index = ?";
    keptCase = testCase + dialect.keep("c");
    keptVolunteer = volunteer + dialect.keep("v");
    keptLane = lane + dialect.keep("l");
    stragglers =
        ATTEMPTS
            + join
            + "test_case c ON c.case_index = a.case_index WHERE "
            + OPEN
            + " AND a.volunteer <> ? AND c.state = 'LEASED' AND NOT EXISTS (SELECT 1 FROM attempt o"
            + " WHERE o.case_index = a.case_index AND o.outcome = 'OPEN' AND o.id <> a.id)"
            + " ORDER BY a.id LIMIT ?";
    unscored =
        "SELECT r.attempt FROM result r WHERE r.verdict IS NULL AND r.judge_after <= ?"
            + " ORDER BY r.reported_at, r.attempt LIMIT 1"
            + dialect.keepFree("r");
    String ofAttempt = join + "result r ON r.attempt = a.id";
    result =
        "SELECT "
            + Rows.RESULT
            + " FROM attempt a"
            + ofAttempt
            + join
            + "result_content t ON t.attempt = r.attempt"
            + join
            + "test_case c ON c.case_index = a.case_index WHERE a.lease = ?"
            + " AND t.weights IS NOT NULL";
    claim = "SELECT " + Rows.CLAIM + " FROM attempt a" + ofAttempt + " WHERE a.lease = ?";
    candidates =
        "SELECT "
            + Rows.CANDIDATE
            + " FROM attempt a"
            + ofAttempt
            + " WHERE a.case_index = ? AND r.scored_at IS NOT NULL ORDER BY r.reported_at, a.id";
    better =
        "SELECT count(*) FROM (SELECT 1 FROM result r"
            + dialect.through("result_rank")
            + " WHERE r.verdict = 'VERIFIED' AND r.confirmation_rmse < ? LIMIT ?) AS ahead";
    String lease = "SELECT (SELECT a.lease FROM attempt a WHERE a.id = r.attempt) FROM result r";
    unconfirmedOf =
        lease + " WHERE " + UNCONFIRMED + " AND r.volunteer = ? ORDER BY r.attempt LIMIT ?";
    unconfirmed =
        lease + dialect.through("result_unconfirmed") + " WHERE " + UNCONFIRMED + " LIMIT ?";
    untold =
        "SELECT "
            + Rows.UNTOLD
            + " FROM result r"
            + dialect.through("result_untold")
            + join
            + "attempt a ON a.id = r.attempt WHERE r.told = 0 AND "
            + TOLD_OF
            + " AND r.volunteer = ? ORDER BY r.attempt LIMIT ?";
    String report =
        "SELECT "
            + Rows.CASE
            + ", (SELECT "
            + dialect.joined("x.outcome")
            + " FROM attempt x WHERE x.case_index = c.case_index), "
            + Rows.REPORT
            + " FROM ";
    String ofResult =
        join
            + "test_case c ON c.case_index = r.case_index"
            + join
            + "attempt a ON a.id = r.attempt"
            + join
            + "volunteer v ON v.id = a.volunteer";
    claims =
        report
            + "result r"
            + dialect.through("result_claims")
            + ofResult
            + " WHERE r.verdict = 'CLAIMED' ORDER BY r.case_index";
    claimsFew = claims + " LIMIT ?";
    best =
        report
            + "result r"
            + dialect.through("result_rank")
            + ofResult
            + " WHERE r.verdict = 'VERIFIED' ORDER BY r.confirmation_rmse, r.case_index";
    bestFew = best + " LIMIT ?";
    bestOfModel =
        report
            + "result r"
            + dialect.through("result_model_rank")
            + ofResult
            + " WHERE r.verdict = 'VERIFIED' AND r.model = ?"
            + " ORDER BY r.confirmation_rmse, r.case_index LIMIT 1";
    verifiedOf =
        "SELECT count(*) FROM result r"
            + dialect.through("result_model_rank")
            + " WHERE r.verdict = 'VERIFIED' AND r.model = ?";
    rank =
        "SELECT count(*) FROM result o"
            + dialect.through("result_rank")
            + " WHERE o.verdict = 'VERIFIED' AND (o.confirmation_rmse, o.case_index) <="
            + " (SELECT r.confirmation_rmse, r.case_index FROM result r"
            + " WHERE r.case_index = ? AND r.verdict = 'VERIFIED')";
    String speaking =
        report
            + "test_case c"
            + join
            + "attempt a ON a.id = c.attempt"
            + join
            + "volunteer v ON v.id = a.volunteer LEFT JOIN result r ON r.attempt = a.id";
    eachCase = speaking + " ORDER BY c.case_index";
    reportsFrom = speaking + " WHERE c.case_index >= ? ORDER BY c.case_index LIMIT ?";
    reportOfCase = speaking + " WHERE c.case_index = ?";
    credits =
        "SELECT v.id, v.name, done.verified, done.agreed, done.compute_ms FROM (SELECT r.volunteer AS id,"
            + " sum(CASE WHEN r.verdict = 'VERIFIED' THEN 1 ELSE 0 END) AS verified,"
            + " sum(CASE WHEN r.verdict = 'AGREED' THEN 1 ELSE 0 END) AS agreed,"
            + " sum(CASE WHEN r.reported_at - a.leased_at < r.claimed_seconds * 1000"
            + " THEN r.reported_at - a.leased_at"
            + " ELSE CAST(round(r.claimed_seconds * 1000) AS BIGINT) END) AS compute_ms"
            + " FROM result r"
            + join
            + "attempt a ON a.id = r.attempt"
            + " WHERE (r.verdict = 'VERIFIED' OR r.verdict = 'AGREED')"
            + " AND r.judged_at >= ? AND r.judged_at < ? GROUP BY r.volunteer) AS done"
            + " JOIN volunteer v ON v.id = done.id"
            + " ORDER BY done.verified + done.agreed DESC, v.id";
    for (CaseState state : CaseState.values()) {
      ofState.put(state, CASES + " WHERE c.state = '" + state + "' ORDER BY c.case_index LIMIT ?");
    }
  }

  /** Cases in a state. */
  String cases(CaseState state) {
    return Objects.requireNonNull(ofState.get(state));
  }

  /** Questions that are asked again and again: they must neither walk a table nor sort it. */
  public List<String> indexed() {
    return Stream.of(
            Stream.of(testCase, attempt, attemptsOfCase, overdue, nextDeadline, stragglers),
            Stream.of(counted, log, unscored, result, modelKnown, better),
            Stream.of(unconfirmedOf, unconfirmed, untold, claimsFew, bestFew, rank, volunteer),
            Stream.of(seen, doubted, suspended, lane, highestCase, claim),
            Stream.of(bestOfModel, verifiedOf, reportOfCase, reportsFrom),
            Stream.of(latestAttempts, attemptOfId),
            guests.indexed().stream(),
            Stream.of(CaseState.AVAILABLE, CaseState.SCORED).map(this::cases),
            Stream.of(CaseState.FAILED, CaseState.QUARANTINED, CaseState.ABANDONED)
                .map(this::cases))
        .flatMap(questions -> questions)
        .toList();
  }

  /** Questions that sort the few rows that they find by an index. */
  public List<String> sorting() {
    return Stream.concat(
            Stream.of(heldBy, candidates, openAttempts, credits), offers.all().stream())
        .toList();
  }

  /** Questions that walk through a table because all of it is wanted. */
  public List<String> walking() {
    return List.of(eachCase, volunteers, counts, lanes);
  }
}
