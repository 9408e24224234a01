package dev.gridcast.server.store.jdbc;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.MemberState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Looks for rows that contradict each other, whatever the database itself thinks of them. */
public final class StoreCheck {

  /** How many rows are named for one kind of finding. */
  private static final int EXAMPLES = 5;

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "the count of cases in state %s is not the number of its rows",
              "SELECT k.state FROM (SELECT state, sum(cases) AS cases FROM case_count"
                  + " GROUP BY state) AS k WHERE k.cases <>"
                  + " (SELECT count(*) FROM test_case c WHERE c.state = k.state)"),
          new Rule(
              "case %s is in a state, or on an offer, that does not exist",
              "SELECT case_index FROM test_case WHERE state NOT IN ("
                  + words(CaseState.values())
                  + ") OR offer NOT IN ("
                  + words(CaseOffer.values())
                  + ")"),
          new Rule(
              "attempt %s ended in a way that does not exist",
              "SELECT id FROM attempt WHERE outcome NOT IN ("
                  + words(AttemptOutcome.values())
                  + ")"),
          new Rule(
              "the result of attempt %s has a verdict or a ground that does not exist",
              "SELECT attempt FROM result WHERE verdict NOT IN ("
                  + words(AttemptOutcome.values())
                  + ") OR ground NOT IN ("
                  + words(Confirmation.values())
                  + ")"),
          new Rule(
              "case %s has more than one result that counts",
              "SELECT case_index FROM result WHERE verdict = 'VERIFIED' GROUP BY case_index"
                  + " HAVING count(*) > 1"),
          new Rule(
              "case %s is verified without a result that counts",
              "SELECT c.case_index FROM test_case c WHERE c.state = 'VERIFIED' AND NOT EXISTS"
                  + " (SELECT 1 FROM result r WHERE r.case_index = c.case_index"
                  + " AND r.verdict = 'VERIFIED')"),
          new Rule(
              "case %s has a result that counts and is not verified",
              "SELECT r.case_index FROM result r JOIN test_case c ON c.case_index = r.case_index"
                  + " WHERE r.verdict = 'VERIFIED' AND c.state <> 'VERIFIED'"),
          new Rule(
              "the result that counts for case %s is not the one that speaks for it",
              "SELECT r.case_index FROM result r JOIN test_case c ON c.case_index = r.case_index"
                  + " WHERE r.verdict = 'VERIFIED' AND (c.attempt IS NULL OR c.attempt <> r.attempt)"),
          new Rule(
              "the result of attempt %s counts, but its attempt says otherwise",
              "SELECT r.attempt FROM result r JOIN attempt a ON a.id = r.attempt"
                  + " WHERE (r.verdict = 'VERIFIED') <> (a.outcome = 'VERIFIED')"),
          new Rule(
              "the result of attempt %s was scored without its weights",
              "SELECT r.attempt FROM result r LEFT JOIN result_content t ON t.attempt = r.attempt"
                  + " WHERE r.verdict IN ('SCORED', 'VERIFIED', 'AGREED') AND (t.weights IS NULL"
                  + " OR length(t.weights) = 0 AND r.engine <> 'none')"),
          new Rule(
              "the result of attempt %s has no text",
              "SELECT r.attempt FROM result r WHERE NOT EXISTS"
                  + " (SELECT 1 FROM result_content t WHERE t.attempt = r.attempt)"),
          new Rule(
              "the result of attempt %s was scored without figures",
              "SELECT attempt FROM result WHERE verdict IN ('SCORED', 'VERIFIED', 'AGREED')"
                  + " AND (confirmation_rmse IS NULL OR verified_validation_rmse IS NULL)"),
          new Rule(
              "the result of attempt %s is of another case or volunteer than its attempt",
              "SELECT r.attempt FROM result r JOIN attempt a ON a.id = r.attempt"
                  + " WHERE a.case_index <> r.case_index OR a.volunteer <> r.volunteer"),
          new Rule(
              "case %s was never leased",
              "SELECT c.case_index FROM test_case c WHERE NOT EXISTS"
                  + " (SELECT 1 FROM attempt a WHERE a.case_index = c.case_index)"),
          new Rule(
              "case %s is leased and nobody holds it",
              "SELECT c.case_index FROM test_case c WHERE c.state = 'LEASED' AND NOT EXISTS"
                  + " (SELECT 1 FROM attempt a WHERE a.case_index = c.case_index"
                  + " AND a.outcome = 'OPEN')"),
          new Rule(
              "case %s is available and somebody holds it",
              "SELECT DISTINCT c.case_index FROM test_case c JOIN attempt a"
                  + " ON a.case_index = c.case_index AND a.outcome = 'OPEN'"
                  + " WHERE c.state = 'AVAILABLE'"),
          new Rule(
              "the attempt that speaks for case %s is of another case",
              "SELECT c.case_index FROM test_case c JOIN attempt a ON a.id = c.attempt"
                  + " WHERE a.case_index <> c.case_index"),
          new Rule(
              "case %s is not one of the experiment's",
              "SELECT c.case_index FROM test_case c, experiment e"
                  + " WHERE c.case_index >= e.total_cases OR c.case_index < 0"),
          new Rule(
              "member %s is in a state that does not exist",
              "SELECT id FROM member WHERE state NOT IN (" + words(MemberState.values()) + ")"),
          new Rule(
              "more keys have used invite %s than may",
              "SELECT i.id FROM invite i WHERE i.uses <"
                  + " (SELECT count(*) FROM invite_use u WHERE u.invite = i.id)"),
          new Rule(
              "case %s was leased although its lane has not come to it",
              "SELECT c.case_index FROM test_case c JOIN lane l ON l.lane = c.lane"
                  + " WHERE c.case_index >= l.position"));

  private StoreCheck() {}

  /** What contradicts what, a line each; empty when nothing does. */
  public static List<String> contradictions(Sql sql) {
    List<String> findings = new ArrayList<>();
    for (Rule rule : RULES) {
      List<String> rows = sql.all(Row::text, rule.sql() + " LIMIT " + (EXAMPLES + 1));
      rows.stream().limit(EXAMPLES).map(rule.words()::formatted).forEach(findings::add);
      if (rows.size() > EXAMPLES) {
        findings.add("and more of that kind");
      }
    }
    return findings;
  }

  private static String words(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> "'" + value.name() + "'")
        .collect(Collectors.joining(", "));
  }

  /**
   * Something that must never be.
   *
   * @param words what to say of a row
   * @param sql finds the rows
   */
  private record Rule(String words, String sql) {}
}
