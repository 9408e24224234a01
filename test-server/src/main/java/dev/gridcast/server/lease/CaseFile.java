package dev.gridcast.server.lease;

import dev.gridcast.server.lease.AttemptTable.Step;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.StoreWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One case with all its attempts, within one transaction. Every change goes by the two tables;
 * where the case is follows from its attempts after each of them.
 */
final class CaseFile {

  private final StoreWriter writer;
  private final LeaseRules rules;
  private final CaseRow stored;
  private final Map<String, Attempt> attempts = new LinkedHashMap<>();
  private Standing standing;

  private CaseFile(StoreWriter writer, LeaseRules rules, CaseRow stored) {
    this.writer = writer;
    this.rules = rules;
    this.stored = stored;
    this.standing =
        new Standing(
            stored.state(), stored.offer(), stored.failedAttempts(), stored.abandonedAttempts());
  }

  /** A case that was leased before; nobody else changes it until the transaction is over. */
  static CaseFile of(StoreWriter writer, LeaseRules rules, long index) {
    CaseRow row =
        writer
            .testCase(index)
            .orElseThrow(() -> new IllegalStateException("case " + index + " has no row"));
    return of(writer, rules, row);
  }

  /** The same of a row that was read in this transaction. */
  static CaseFile of(StoreWriter writer, LeaseRules rules, CaseRow row) {
    CaseFile file = new CaseFile(writer, rules, row);
    for (Attempt attempt : writer.attempts(row.index())) {
      file.attempts.put(attempt.lease(), attempt);
    }
    return file;
  }

  long index() {
    return stored.index();
  }

  CaseState state() {
    return standing.state();
  }

  /** The case as it stands now. */
  CaseRow row() {
    return new CaseRow(
        stored.index(),
        stored.caseId(),
        stored.parameters(),
        stored.lane(),
        stored.work(),
        standing.state(),
        standing.offer(),
        standing.failedAttempts(),
        standing.abandonedAttempts());
  }

  /** All attempts, the oldest first. */
  List<Attempt> attempts() {
    return List.copyOf(attempts.values());
  }

  /** The attempts that stand so, the oldest first. */
  List<Attempt> attempts(AttemptOutcome outcome) {
    return attempts.values().stream().filter(one -> one.outcome() == outcome).toList();
  }

  /** The attempts of one volunteer, the oldest first. */
  Stream<Attempt> of(String volunteer) {
    return attempts.values().stream().filter(one -> one.volunteer().equals(volunteer));
  }

  /** An attempt of this case. */
  Attempt attempt(String lease) {
    Attempt attempt = attempts.get(lease);
    if (attempt == null) {
      throw new IllegalStateException("case " + index() + " has no such lease");
    }
    return attempt;
  }

  /** Whether a volunteer has a result of the case that may yet count or does. */
  boolean hasResultOf(String volunteer) {
    return of(volunteer)
        .anyMatch(
            one ->
                switch (one.outcome()) {
                  case REPORTED, SCORED, VERIFIED, AGREED, CLAIMED -> true;
                  case OPEN, REJECTED, FAILED, EXPIRED, GIVEN_BACK, SUPERSEDED -> false;
                });
  }

  /** Whether a volunteer can no more train the case as a witness: it did, or could not. */
  boolean isBarred(String volunteer) {
    return of(volunteer)
        .anyMatch(
            one ->
                switch (one.outcome()) {
                  case REPORTED, SCORED, VERIFIED, AGREED, CLAIMED, REJECTED, FAILED -> true;
                  case OPEN, EXPIRED, GIVEN_BACK, SUPERSEDED -> false;
                });
  }

  /** Whether a volunteer has the case in hand. */
  boolean isHeldBy(String volunteer) {
    return of(volunteer).anyMatch(one -> one.outcome() == AttemptOutcome.OPEN);
  }

  /** What would follow if that were said of an attempt; empty when it cannot happen. */
  Optional<Step> step(String lease, Event event) {
    return AttemptTable.step(attempt(lease).outcome(), state(), event);
  }

  /** The same as {@link #move(String, Event, Instant, String, String)} without words. */
  Step move(String lease, Event event, Instant now) {
    return move(lease, event, now, "", "");
  }

  /**
   * Moves an attempt as the table says, and the case with it. What else belongs to the action is
   * the caller's to do.
   *
   * @param reason one line for people
   * @param log the end of the trainer's log
   * @throws IllegalStateException when that cannot happen
   */
  Step move(String lease, Event event, Instant now, String reason, String log) {
    Attempt was = attempt(lease);
    Step step =
        step(lease, event)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        event + " cannot happen to " + was.outcome() + " at " + state()));
    Action action = step.action();
    if (action.ends()) {
      writer.endAttempt(lease, step.attempt(), now, reason, log);
    } else if (step.attempt() != was.outcome() && action != Action.REOPEN) {
      // A result keeps the time at which it came: its judgement has a time of its own.
      writer.endAttempt(lease, step.attempt(), endedAt(was), reason, "");
    }
    boolean counted = action.counts();
    if (counted != was.counted() && (action != Action.KEEP)) {
      writer.countAttempt(lease, counted);
    }
    attempts.put(
        lease,
        new Attempt(
            was.id(),
            was.lease(),
            was.caseIndex(),
            was.volunteer(),
            was.leasedAt(),
            was.deadline(),
            was.lastAt(),
            action.ends() ? now : step.attempt() == AttemptOutcome.OPEN ? null : was.endedAt(),
            step.attempt(),
            counted,
            reason));
    stand(Standing.of(attempts.values(), rules));
    return step;
  }

  /** Puts the case into a volunteer's hands. */
  void lease(String token, String volunteer, Instant now, Instant deadline, Instant lastAt) {
    writer.insertAttempt(token, index(), volunteer, now, deadline, lastAt);
    attempts.put(
        token,
        new Attempt(
            Long.MAX_VALUE,
            token,
            index(),
            volunteer,
            now,
            deadline,
            lastAt,
            null,
            AttemptOutcome.OPEN,
            false,
            ""));
    stand(Standing.of(attempts.values(), rules));
  }

  /** Takes the case from everybody who has it in hand. */
  void supersedeAll(Instant now) {
    for (Attempt open : attempts(AttemptOutcome.OPEN)) {
      move(open.lease(), Event.SUPERSEDE, now, "somebody else was faster", "");
    }
  }

  private void stand(Standing next) {
    Standing.requireLegal(index(), standing.state(), next.state());
    standing = next;
  }

  /** Keeps where the case is now. Must come last. */
  void save() {
    CaseRow now = row();
    if (!now.equals(stored)) {
      writer.updateCase(now);
    }
  }

  private static Instant endedAt(Attempt attempt) {
    Instant at = attempt.endedAt();
    if (at == null) {
      throw new IllegalStateException("an attempt that is judged has no end: " + attempt);
    }
    return at;
  }
}
