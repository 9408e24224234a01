package dev.gridcast.server.store.jdbc;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.Credit;
import dev.gridcast.server.store.GuestReader;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.Untold;
import dev.gridcast.server.store.Volunteer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks the {@link Questions} on one connection, within one transaction. */
public class JdbcReader implements StoreReader {

  /** The connection of this moment. */
  final Sql sql;

  final Questions questions;

  /** Asks on that connection. */
  public JdbcReader(Sql sql, Questions questions) {
    this.sql = sql;
    this.questions = questions;
  }

  @Override
  public Optional<CaseRow> testCase(long index) {
    return sql.first(Rows::testCase, questions.testCase, index);
  }

  @Override
  public List<CaseRow> cases(CaseState state, int limit) {
    return sql.all(Rows::testCase, questions.cases(state), limit);
  }

  @Override
  public Map<CaseState, Long> rowCounts() {
    Map<CaseState, Long> counts = new EnumMap<>(CaseState.class);
    for (CaseState state : CaseState.values()) {
      counts.put(state, 0L);
    }
    sql.all(row -> Map.entry(CaseState.valueOf(row.text()), row.number()), questions.counts)
        .forEach(entry -> counts.merge(entry.getKey(), entry.getValue(), Long::sum));
    return counts;
  }

  @Override
  public long lanePosition(int lane) {
    return sql.first(Row::number, questions.lane, lane).orElseGet(this::lanesStart);
  }

  @Override
  public List<Long> lanePositions(int lanes) {
    long start = lanesStart();
    List<Long> positions = new ArrayList<>(Collections.nCopies(lanes, start));
    for (Map.Entry<Integer, Long> lane :
        sql.all(row -> Map.entry(row.count(), row.number()), questions.lanes)) {
      if (lane.getKey() < lanes) {
        positions.set(lane.getKey(), lane.getValue());
      }
    }
    return positions;
  }

  /** Where lanes start that have no row yet. */
  final long lanesStart() {
    return sql.first(Row::number, questions.lanesStart).orElse(0L);
  }

  @Override
  public Optional<CaseRow> offered(CaseOffer kind, int lane, String volunteer, boolean tried) {
    return questions.offers.first(sql, kind, lane, volunteer, tried, false);
  }

  @Override
  public List<Integer> offeredLanes(CaseOffer kind) {
    return questions.offers.lanes(sql, kind);
  }

  @Override
  public Optional<Attempt> attempt(String lease) {
    return sql.first(Rows::attempt, questions.attempt, lease);
  }

  @Override
  public List<Attempt> attempts(long caseIndex) {
    return sql.all(Rows::attempt, questions.attemptsOfCase, caseIndex);
  }

  @Override
  public List<Attempt> openAttempts() {
    return sql.all(Rows::attempt, questions.openAttempts);
  }

  @Override
  public List<Attempt> heldBy(String volunteer) {
    return sql.all(Rows::attempt, questions.heldBy, volunteer);
  }

  @Override
  public List<Attempt> stragglers(String volunteer, int limit) {
    return sql.all(Rows::attempt, questions.stragglers, volunteer, limit);
  }

  @Override
  public List<Attempt> overdueAttempts(Instant now) {
    return sql.all(Rows::attempt, questions.overdue, now.toEpochMilli());
  }

  @Override
  public Optional<Instant> nextDeadline() {
    return sql.first(Row::time, questions.nextDeadline);
  }

  @Override
  public List<Attempt> countedAttempts(String volunteer, int limit) {
    return sql.all(Rows::attempt, questions.counted, volunteer, limit);
  }

  @Override
  public String log(String lease) {
    return sql.first(Row::text, questions.log, lease).orElse("");
  }

  @Override
  public Optional<StoredResult> result(String lease) {
    return sql.first(Rows::result, questions.result, lease);
  }

  @Override
  public Optional<Claim> claim(String lease) {
    return sql.first(Rows::claim, questions.claim, lease);
  }

  @Override
  public List<Candidate> candidates(long caseIndex) {
    return sql.all(Rows::candidate, questions.candidates, caseIndex);
  }

  @Override
  public boolean modelKnown(String modelSha256, long exceptCase) {
    return sql.first(Row::number, questions.modelKnown, modelSha256, exceptCase).isPresent();
  }

  @Override
  public long better(double confirmationRmse, int limit) {
    return sql.first(Row::number, questions.better, confirmationRmse, limit).orElse(0L);
  }

  @Override
  public List<String> unconfirmed(String volunteer, int limit) {
    return sql.all(Row::text, questions.unconfirmedOf, volunteer, limit);
  }

  @Override
  public List<String> unconfirmed(int limit) {
    return sql.all(Row::text, questions.unconfirmed, limit);
  }

  @Override
  public List<Untold> untold(String volunteer, int limit) {
    return sql.all(Rows::untold, questions.untold, volunteer, limit);
  }

  @Override
  public List<CaseReport> best(int limit) {
    return sql.all(Rows::report, questions.bestFew, limit);
  }

  @Override
  public Optional<CaseReport> bestOf(String model) {
    return sql.first(Rows::report, questions.bestOfModel, model);
  }

  @Override
  public long verifiedOf(String model) {
    return sql.first(Row::number, questions.verifiedOf, model).orElse(0L);
  }

  @Override
  public Optional<CaseReport> report(long caseIndex) {
    return sql.first(Rows::report, questions.reportOfCase, caseIndex);
  }

  @Override
  public List<CaseReport> reports(long from, int limit) {
    return sql.all(Rows::report, questions.reportsFrom, from, limit);
  }

  @Override
  public List<Attempt> latestAttempts(int limit) {
    return sql.all(Rows::attempt, questions.latestAttempts, limit);
  }

  @Override
  public Optional<Attempt> attempt(long id) {
    return sql.first(Rows::attempt, questions.attemptOfId, id);
  }

  @Override
  public List<CaseReport> claims(int limit) {
    return sql.all(Rows::report, questions.claimsFew, limit);
  }

  @Override
  public void forEachClaim(Consumer<CaseReport> consumer) {
    sql.each(Rows::report, consumer, questions.claims);
  }

  @Override
  public void forEachBest(Consumer<CaseReport> consumer) {
    sql.each(Rows::report, consumer, questions.best);
  }

  @Override
  public long rank(long caseIndex) {
    return sql.first(Row::number, questions.rank, caseIndex).orElse(0L);
  }

  @Override
  public void forEachCase(Consumer<CaseReport> consumer) {
    sql.each(Rows::report, consumer, questions.eachCase);
  }

  @Override
  public List<String> seen(Instant since, int limit) {
    return sql.all(Row::text, questions.seen, since.toEpochMilli(), limit);
  }

  @Override
  public List<Volunteer> doubted(int limit) {
    return sql.all(Rows::volunteer, questions.doubted, limit);
  }

  @Override
  public List<Volunteer> suspended(int limit) {
    return sql.all(Rows::volunteer, questions.suspended, limit);
  }

  @Override
  public List<Credit> credits(Instant from, Instant until) {
    return sql.all(Rows::credit, questions.credits, from.toEpochMilli(), until.toEpochMilli());
  }

  @Override
  public Optional<Volunteer> volunteer(String id) {
    return sql.first(Rows::volunteer, questions.volunteer, id);
  }

  @Override
  public List<Volunteer> volunteers() {
    return sql.all(Rows::volunteer, questions.volunteers);
  }

  @Override
  public GuestReader guests() {
    return new JdbcGuests(sql, questions.guests);
  }
}
