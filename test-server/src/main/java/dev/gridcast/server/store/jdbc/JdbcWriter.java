package dev.gridcast.server.store.jdbc;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.GuestWriter;
import dev.gridcast.server.store.Suspension;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.store.Volunteer;
import java.time.Instant;
import java.util.Optional;

/**
 * The changes in SQL, besides those of results. A change that finds no row to change is a bug and
 * rolls everything back.
 */
public class JdbcWriter extends JdbcResults {

  private static final String OF_LEASE = " WHERE lease = ?";

  /** Changes through that connection. */
  public JdbcWriter(Sql sql, Questions questions) {
    super(sql, questions);
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

  private static int flag(boolean value) {
    return value ? 1 : 0;
  }
}
