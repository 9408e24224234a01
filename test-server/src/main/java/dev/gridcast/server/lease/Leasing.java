package dev.gridcast.server.lease;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.Volunteer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Answers volunteers who ask for a case. Every method is part of one transaction. */
final class Leasing {

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration WAIT_FOR_VERDICTS = Duration.ofSeconds(1);

  private final long total;
  private final Lanes lanes;
  private final Picks picks;
  private final Endings endings;
  private final LeaseRules rules;
  private final Supplier<String> tokens;

  Leasing(
      long total,
      Lanes lanes,
      Picks picks,
      Endings endings,
      LeaseRules rules,
      Supplier<String> tokens) {
    this.total = total;
    this.lanes = lanes;
    this.picks = picks;
    this.endings = endings;
    this.rules = rules;
    this.tokens = tokens;
  }

  /**
   * A volunteer's request.
   *
   * @param held the leases that it, or a live connection of its, knows of
   * @param pause for how long it is to get none, if so
   */
  record Request(
      String volunteer, Capabilities capabilities, Set<String> held, Optional<Duration> pause) {}

  LeaseAnswer answer(StoreWriter writer, Request request, Instant now) {
    Volunteer who =
        writer
            .volunteer(request.volunteer())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "volunteer " + request.volunteer() + " never said hello"));
    if (who.suspension().isPresent()) {
      return unlessDone(writer, new LeaseAnswer.Suspended(who.suspension().get().reason()));
    }
    if (request.pause().isPresent()) {
      return unlessDone(writer, new LeaseAnswer.NotYet(request.pause().get()));
    }
    Optional<LeaseAnswer> again = again(writer, request, now);
    if (again.isPresent()) {
      return again.get();
    }
    if (who.drained()) { // what it holds it may finish, so this comes after that
      return unlessDone(writer, new LeaseAnswer.Drained(LONGEST_WAIT));
    }
    Optional<CaseRow> next = picks.next(writer, who, request.capabilities(), now);
    if (next.isEmpty() && !endings.expireOverdue(writer, now).isEmpty()) {
      next = picks.next(writer, who, request.capabilities(), now);
    }
    return next.map(row -> grant(writer, row, who, now))
        .orElseGet(() -> nothing(writer, request.capabilities(), now));
  }

  /** What the volunteer holds and has lost sight of. */
  private Optional<LeaseAnswer> again(StoreWriter writer, Request request, Instant now) {
    for (Attempt open : writer.heldBy(request.volunteer())) {
      if (!request.held().contains(open.lease()) && rules.isQuiet(open, now)) {
        CaseRow row = writer.testCase(open.caseIndex()).orElseThrow();
        Instant deadline = rules.deadline(now, open.lastAt());
        writer.moveDeadline(open.lease(), deadline);
        return Optional.of(
            new LeaseAnswer.Granted(
                new Lease(open.lease(), row, request.volunteer(), deadline), true));
      }
    }
    return Optional.empty();
  }

  private LeaseAnswer grant(StoreWriter writer, CaseRow row, Volunteer who, Instant now) {
    String token = tokens.get();
    Instant lastAt = rules.lastAt(now, rules.expected(who.record(), row.work()));
    Instant deadline = rules.deadline(now, lastAt);
    writer.insertAttempt(token, row.index(), who.id(), now, deadline, lastAt);
    return new LeaseAnswer.Granted(new Lease(token, row, who.id(), deadline), false);
  }

  private LeaseAnswer unlessDone(StoreReader reader, LeaseAnswer answer) {
    return Counts.of(reader, total).done() ? new LeaseAnswer.AllDone() : answer;
  }

  private LeaseAnswer nothing(StoreWriter writer, Capabilities capabilities, Instant now) {
    Counts counts = Counts.of(writer, total);
    if (counts.done()) {
      return new LeaseAnswer.AllDone();
    }
    Optional<Needs> beyond = lanes.beyond(writer, capabilities);
    if (beyond.isPresent()) {
      return new LeaseAnswer.NothingFits(LONGEST_WAIT, beyond.get());
    }
    Duration wait = counts.reported() > 0 ? WAIT_FOR_VERDICTS : LONGEST_WAIT;
    Optional<Instant> deadline = writer.nextDeadline();
    if (deadline.isPresent()) {
      Duration left = Duration.between(now, deadline.get());
      wait = left.compareTo(wait) < 0 ? left : wait;
    }
    return new LeaseAnswer.NothingNow(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait);
  }
}
