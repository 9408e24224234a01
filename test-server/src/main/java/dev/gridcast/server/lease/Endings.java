package dev.gridcast.server.lease;

import dev.gridcast.server.lease.AttemptTable.Step;
import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.trust.TrustRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How leases are kept and how they end. Every method is part of one transaction. */
final class Endings {

  private static final String SILENT = "the heartbeats stopped";

  private final LeaseRules rules;
  private final TrustRules trust;

  Endings(LeaseRules rules, TrustRules trust) {
    this.rules = rules;
    this.trust = trust;
  }

  /**
   * What a volunteer says at the end of a lease.
   *
   * @param reason one line for people
   * @param log the end of the trainer's log
   * @param keep stores what came with it, if anything is to be kept
   */
  record Word(Event event, String reason, String log, Consumer<Instant> keep) {

    Word(Event event, String reason, String log) {
      this(event, reason, log, at -> {});
    }
  }

  /** The volunteer says how its lease ended. */
  EndAnswer end(StoreWriter writer, String token, Word word, Instant now) {
    Optional<Attempt> found = writer.attempt(token);
    if (found.isEmpty()) {
      return new EndAnswer.LeaseLost("no such lease");
    }
    long index = found.get().caseIndex();
    if (word.event().isRepeatedBy(found.get().outcome())) {
      return new EndAnswer.Stored(index, true);
    }
    CaseFile file = CaseFile.of(writer, rules, index);
    Attempt attempt = file.attempt(token);
    if (word.event().isRepeatedBy(attempt.outcome())) {
      return new EndAnswer.Stored(index, true); // in the meantime, to another server
    }
    Optional<Step> step = file.step(token, word.event());
    if (step.isEmpty()) {
      return new EndAnswer.LeaseLost(whyLost(attempt));
    }
    Action action = step.get().action();
    boolean kept = action == Action.STORE || action == Action.STORE_CLAIM;
    if (kept && file.hasResultOf(attempt.volunteer())) {
      return new EndAnswer.LeaseLost("you returned a result of this case under another lease");
    }
    file.move(token, word.event(), now, word.reason(), word.log());
    if (kept) {
      word.keep().accept(now);
      freeOthers(file, attempt, action, now);
    }
    note(writer, attempt, action);
    file.save();
    return new EndAnswer.Stored(index, false);
  }

  /** Nobody trains a case on whose result he has returned; nobody one that has ended. */
  private static void freeOthers(CaseFile file, Attempt attempt, Action action, Instant now) {
    if (action == Action.STORE_CLAIM) {
      file.supersedeAll(now);
      return;
    }
    for (Attempt open : file.attempts(AttemptOutcome.OPEN)) {
      if (open.volunteer().equals(attempt.volunteer())) {
        file.move(open.lease(), Event.SUPERSEDE, now, "returned under another lease", "");
      }
    }
  }

  /** After the store's own notes of when the volunteer was last seen. */
  private void note(StoreWriter writer, Attempt was, Action action) {
    boolean silent = was.outcome() == AttemptOutcome.EXPIRED;
    boolean failed = action == Action.END_FAILED;
    if (!silent && !failed) {
      return;
    }
    People people = new People(writer, trust);
    if (silent) {
      people.note(was.volunteer(), record -> Records.abandoned(record, -1));
    }
    if (failed) {
      people.note(was.volunteer(), record -> Records.failed(record, 1));
    }
    people.save();
  }

  /**
   * Moves a lease's deadline, or puts it back into its volunteer's hands; false when it is lost.
   */
  boolean keepAlive(StoreWriter writer, String token, Instant now) {
    Optional<Attempt> found = writer.attempt(token);
    if (found.isEmpty() || !now.isBefore(found.get().lastAt())) {
      return false;
    }
    Attempt attempt = found.get();
    Instant deadline = rules.deadline(now, attempt.lastAt());
    return switch (attempt.outcome()) {
      case OPEN -> {
        writer.moveDeadline(token, deadline);
        yield true;
      }
      case EXPIRED -> takeUpAgain(writer, token, attempt.caseIndex(), deadline, now);
      default -> false;
    };
  }

  private boolean takeUpAgain(
      StoreWriter writer, String token, long index, Instant deadline, Instant now) {
    CaseFile file = CaseFile.of(writer, rules, index);
    Attempt attempt = file.attempt(token);
    People people = new People(writer, trust);
    boolean mayBe =
        file.row().offer() != CaseOffer.NONE
            && file.step(token, Event.HEARTBEAT).isPresent()
            && !(file.state() == CaseState.SCORED && file.isBarred(attempt.volunteer()))
            && people.get(attempt.volunteer()).suspension().isEmpty();
    if (mayBe) {
      file.move(token, Event.HEARTBEAT, now);
      writer.reopenAttempt(token, deadline);
      people.note(attempt.volunteer(), record -> Records.abandoned(record, -1));
      file.save();
      people.save();
    }
    return mayBe;
  }

  /** Ends the attempts whose deadline has passed; their cases are on offer again, or given up. */
  List<EndedLease> expireOverdue(StoreWriter writer, Instant now) {
    List<EndedLease> ended = new ArrayList<>();
    People people = new People(writer, trust);
    List<Attempt> overdue = new ArrayList<>(writer.overdueAttempts(now));
    overdue.sort(Comparator.comparingLong(Attempt::caseIndex)); // locked in the same order always
    for (Attempt attempt : overdue) {
      CaseFile file = CaseFile.of(writer, rules, attempt.caseIndex());
      Attempt latest = file.attempt(attempt.lease());
      if (latest.outcome() != AttemptOutcome.OPEN || latest.deadline().isAfter(now)) {
        continue; // another server was faster, or a heartbeat
      }
      file.move(attempt.lease(), Event.EXPIRE, now, SILENT, "");
      file.save();
      people.note(attempt.volunteer(), record -> Records.abandoned(record, 1));
      ended.add(
          new EndedLease(
              attempt.lease(),
              attempt.caseIndex(),
              attempt.volunteer(),
              file.state().endedBadly()));
    }
    people.save();
    return List.copyOf(ended);
  }

  /** Why an attempt that stands so cannot be ended, in words. */
  private static String whyLost(Attempt attempt) {
    return switch (attempt.outcome()) {
      case EXPIRED -> "the lease expired and the case has gone on without it";
      case OPEN -> "the case cannot end like this";
      case REPORTED, SCORED, VERIFIED, AGREED, CLAIMED, REJECTED ->
          "a result was already reported under this lease";
      case FAILED -> "this lease already ended with a failure";
      case GIVEN_BACK -> "this lease was given back";
      case SUPERSEDED -> "somebody else was faster";
    };
  }
}
