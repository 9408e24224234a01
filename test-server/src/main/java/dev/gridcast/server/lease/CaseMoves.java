package dev.gridcast.server.lease;

import dev.gridcast.server.lease.CaseRules.Event;
import dev.gridcast.server.lease.CaseRules.Step;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.StoreWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves cases through their life as {@link CaseRules} allow, within a transaction.
 *
 * @param attempts how many attempts may fail before a case is given up
 */
record CaseMoves(int attempts) {

  /** Moves the attempt's case as the rules say, or changes nothing when they forbid it. */
  Optional<Step> advance(StoreWriter writer, Attempt attempt, Event event) {
    CaseRow row =
        writer
            .testCase(attempt.caseIndex())
            .orElseThrow(() -> new IllegalStateException("attempt without a case: " + attempt));
    Optional<Step> step = CaseRules.step(attempt.outcome(), row.state(), event);
    step.ifPresent(
        allowed ->
            writer.updateCase(
                row.index(),
                allowed.caseState(row.failedAttempts(), attempts),
                allowed.failedAfter(row.failedAttempts())));
    return step;
  }

  /** Ends the attempts whose deadline has passed; their cases are on offer again, or failed. */
  List<EndedLease> expireOverdue(StoreWriter writer, Instant now) {
    List<EndedLease> ended = new ArrayList<>();
    for (Attempt attempt : writer.overdueAttempts(now)) {
      Step step =
          advance(writer, attempt, Event.EXPIRE)
              .orElseThrow(() -> new IllegalStateException("cannot expire " + attempt));
      writer.endAttempt(attempt.lease(), step.attempt(), now, "the heartbeats stopped", "");
      boolean failed =
          writer
              .testCase(attempt.caseIndex())
              .filter(row -> row.state() == CaseState.FAILED)
              .isPresent();
      ended.add(new EndedLease(attempt.lease(), attempt.caseIndex(), attempt.volunteer(), failed));
    }
    return List.copyOf(ended);
  }

  /** Why an attempt that stands so cannot be ended, in words. */
  static String whyLost(Attempt attempt) {
    return switch (attempt.outcome()) {
      case EXPIRED -> "the lease expired and the case has gone on without it";
      case OPEN -> "the case cannot end like this";
      case REPORTED, VERIFIED, CLAIMED, REJECTED ->
          "a result was already reported under this lease";
      case FAILED -> "this lease already ended with a failure";
      case SCORED, AGREED -> "a result was already reported under this lease";
      case GIVEN_BACK -> "this lease was given back";
      case SUPERSEDED -> "somebody else was faster";
    };
  }
}
