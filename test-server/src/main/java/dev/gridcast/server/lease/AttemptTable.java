package dev.gridcast.server.lease;

import static dev.gridcast.server.store.AttemptOutcome.AGREED;
import static dev.gridcast.server.store.AttemptOutcome.EXPIRED;
import static dev.gridcast.server.store.AttemptOutcome.FAILED;
import static dev.gridcast.server.store.AttemptOutcome.GIVEN_BACK;
import static dev.gridcast.server.store.AttemptOutcome.OPEN;
import static dev.gridcast.server.store.AttemptOutcome.REJECTED;
import static dev.gridcast.server.store.AttemptOutcome.REPORTED;
import static dev.gridcast.server.store.AttemptOutcome.SCORED;
import static dev.gridcast.server.store.AttemptOutcome.SUPERSEDED;
import static dev.gridcast.server.store.AttemptOutcome.VERIFIED;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseState;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What may happen to an attempt, in one table: how it stands, where its case is, what is said of
 * it, and what it becomes. What is not in the table cannot happen.
 *
 * <p>Work that is done is not thrown away because a line was down or somebody was faster: an
 * attempt that expired or was superseded may still report. What its case becomes is not said here
 * but follows from all its attempts, see {@link Standing}.
 */
final class AttemptTable {

  /** Where a case may be while somebody has it in hand. */
  private static final Set<CaseState> IN_HAND =
      EnumSet.of(CaseState.LEASED, CaseState.REPORTED, CaseState.SCORED, CaseState.VERIFIED);

  /** Where a case may be that has a result or a claim. */
  private static final Set<CaseState> WITH_RESULT =
      EnumSet.of(CaseState.REPORTED, CaseState.SCORED, CaseState.VERIFIED, CaseState.CLAIMED);

  private static final Set<CaseState> WITHOUT_RESULT =
      EnumSet.of(
          CaseState.AVAILABLE,
          CaseState.LEASED,
          CaseState.FAILED,
          CaseState.QUARANTINED,
          CaseState.ABANDONED);

  private static final Set<CaseState> ENDED_BADLY =
      EnumSet.of(CaseState.FAILED, CaseState.QUARANTINED, CaseState.ABANDONED);

  private static final Set<CaseState> ANY = EnumSet.allOf(CaseState.class);

  private static final Map<Key, Step> TABLE = table();

  private AttemptTable() {}

  /** What becomes of an attempt; empty when that cannot happen to it. */
  static Optional<Step> step(AttemptOutcome attempt, CaseState testCase, Event event) {
    return Optional.ofNullable(TABLE.get(new Key(attempt, testCase, event)));
  }

  /** Whether an attempt that stands so may report in any state of its case. */
  static boolean mayReport(AttemptOutcome attempt) {
    return TABLE.keySet().stream()
        .anyMatch(key -> key.attempt() == attempt && key.event() == Event.REPORT);
  }

  /** How an attempt and its case stand, and what is said of them. */
  record Key(AttemptOutcome attempt, CaseState testCase, Event event) {}

  /**
   * What follows.
   *
   * @param attempt how it stands then
   * @param action what is done about it
   */
  record Step(AttemptOutcome attempt, Action action) {}

  private static Map<Key, Step> table() {
    Lines lines = new Lines();
    lines.of(OPEN, IN_HAND, Event.HEARTBEAT, OPEN, Action.KEEP);
    lines.of(OPEN, IN_HAND, Event.REPORT, REPORTED, Action.STORE);
    lines.of(OPEN, IN_HAND, Event.FAIL, FAILED, Action.END_FAILED);
    lines.of(OPEN, IN_HAND, Event.CLIENT_FAULT, FAILED, Action.END);
    lines.of(OPEN, IN_HAND, Event.GIVE_BACK, GIVEN_BACK, Action.END);
    lines.of(OPEN, IN_HAND, Event.EXPIRE, EXPIRED, Action.END_ABANDONED);
    lines.of(
        OPEN,
        EnumSet.of(CaseState.LEASED),
        Event.CLAIM,
        AttemptOutcome.CLAIMED,
        Action.STORE_CLAIM);
    // A claim adds nothing to a case that has a result.
    lines.of(
        OPEN,
        EnumSet.of(CaseState.REPORTED, CaseState.SCORED, CaseState.VERIFIED),
        Event.CLAIM,
        SUPERSEDED,
        Action.END);
    lines.of(
        OPEN,
        EnumSet.of(CaseState.REPORTED, CaseState.VERIFIED, CaseState.CLAIMED),
        Event.SUPERSEDE,
        SUPERSEDED,
        Action.END);

    lines.of(
        EXPIRED,
        EnumSet.of(CaseState.AVAILABLE, CaseState.SCORED),
        Event.HEARTBEAT,
        OPEN,
        Action.REOPEN);
    lines.of(EXPIRED, ANY, Event.REPORT, REPORTED, Action.STORE);
    lines.of(EXPIRED, ANY, Event.FAIL, FAILED, Action.END_FAILED);
    lines.of(EXPIRED, ANY, Event.CLIENT_FAULT, FAILED, Action.END);
    lines.of(SUPERSEDED, ANY, Event.REPORT, REPORTED, Action.STORE);
    for (AttemptOutcome late : EnumSet.of(EXPIRED, SUPERSEDED)) {
      lines.of(late, WITHOUT_RESULT, Event.CLAIM, AttemptOutcome.CLAIMED, Action.STORE_CLAIM);
      lines.of(late, WITH_RESULT, Event.CLAIM, SUPERSEDED, Action.END);
    }

    Set<CaseState> toScore = EnumSet.of(CaseState.REPORTED, CaseState.VERIFIED, CaseState.CLAIMED);
    lines.of(REPORTED, toScore, Event.SCORE, SCORED, Action.SCORE);
    lines.of(REPORTED, toScore, Event.REFUTE, REJECTED, Action.REJECT);
    lines.of(REPORTED, toScore, Event.REJECT, REJECTED, Action.REJECT_FAILED);

    // A case may have run out of attempts while its scored result waited for a second training.
    Set<CaseState> toSettle = EnumSet.of(CaseState.REPORTED, CaseState.SCORED, CaseState.CLAIMED);
    toSettle.addAll(ENDED_BADLY);
    lines.of(SCORED, toSettle, Event.COUNT, VERIFIED, Action.COUNT);
    lines.of(SCORED, EnumSet.of(CaseState.VERIFIED), Event.AGREE, AGREED, Action.AGREE);
    Set<CaseState> toReject = EnumSet.copyOf(toSettle);
    toReject.add(CaseState.VERIFIED);
    lines.of(SCORED, toReject, Event.REFUTE, REJECTED, Action.REJECT);
    lines.of(SCORED, toReject, Event.REJECT, REJECTED, Action.REJECT_FAILED);
    lines.of(VERIFIED, EnumSet.of(CaseState.VERIFIED), Event.DOUBT, SCORED, Action.DOUBT);
    lines.of(AGREED, EnumSet.of(CaseState.VERIFIED), Event.DOUBT, SCORED, Action.DOUBT);

    for (AttemptOutcome charged : EnumSet.of(FAILED, EXPIRED, REJECTED)) {
      lines.of(charged, ANY, Event.FORGIVE, charged, Action.FORGIVE);
    }
    return Map.copyOf(lines.table);
  }

  /** The table while it is written. */
  private static final class Lines {

    private final Map<Key, Step> table = new HashMap<>();

    void of(
        AttemptOutcome attempt,
        Set<CaseState> states,
        Event event,
        AttemptOutcome becomes,
        Action action) {
      for (CaseState state : states) {
        if (table.put(new Key(attempt, state, event), new Step(becomes, action)) != null) {
          throw new IllegalStateException("said twice: " + attempt + " " + state + " " + event);
        }
      }
    }
  }
}
