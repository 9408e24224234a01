package dev.gridcast.server.lease;

import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseState;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may happen to a test case, in one table: how the attempt stands, where its case is, what is
 * said of it, and what both become. What is not in the table cannot happen.
 *
 * <p>An attempt that merely expired may still report, and even take its case back by a heartbeat,
 * as long as nobody else holds or has finished the case: work that is done is not thrown away
 * because a line was down.
 */
final class CaseRules {

  private static final Map<Key, Step> TABLE =
      Stream.of(
              when(AttemptOutcome.OPEN, CaseState.LEASED)
                  .on(Event.HEARTBEAT, AttemptOutcome.OPEN, Next.LEASED, 0),
              when(AttemptOutcome.OPEN, CaseState.LEASED)
                  .on(Event.REPORT, AttemptOutcome.REPORTED, Next.REPORTED, 0),
              when(AttemptOutcome.OPEN, CaseState.LEASED)
                  .on(Event.CLAIM, AttemptOutcome.CLAIMED, Next.CLAIMED, 0),
              when(AttemptOutcome.OPEN, CaseState.LEASED)
                  .on(Event.FAIL, AttemptOutcome.FAILED, Next.AGAIN_OR_FAILED, 1),
              when(AttemptOutcome.OPEN, CaseState.LEASED)
                  .on(Event.EXPIRE, AttemptOutcome.EXPIRED, Next.AGAIN_OR_FAILED, 1),
              when(AttemptOutcome.OPEN, CaseState.LEASED)
                  .on(Event.CLIENT_FAULT, AttemptOutcome.FAILED, Next.AVAILABLE, 0),
              when(AttemptOutcome.OPEN, CaseState.LEASED)
                  .on(Event.GIVE_BACK, AttemptOutcome.GIVEN_BACK, Next.AVAILABLE, 0),
              when(AttemptOutcome.EXPIRED, CaseState.AVAILABLE)
                  .on(Event.HEARTBEAT, AttemptOutcome.OPEN, Next.LEASED, -1),
              when(AttemptOutcome.EXPIRED, CaseState.AVAILABLE)
                  .on(Event.REPORT, AttemptOutcome.REPORTED, Next.REPORTED, -1),
              when(AttemptOutcome.EXPIRED, CaseState.AVAILABLE)
                  .on(Event.CLAIM, AttemptOutcome.CLAIMED, Next.CLAIMED, -1),
              when(AttemptOutcome.EXPIRED, CaseState.AVAILABLE)
                  .on(Event.FAIL, AttemptOutcome.FAILED, Next.AVAILABLE, 0),
              when(AttemptOutcome.EXPIRED, CaseState.AVAILABLE)
                  .on(Event.CLIENT_FAULT, AttemptOutcome.FAILED, Next.AVAILABLE, -1),
              when(AttemptOutcome.EXPIRED, CaseState.FAILED)
                  .on(Event.REPORT, AttemptOutcome.REPORTED, Next.REPORTED, -1),
              when(AttemptOutcome.EXPIRED, CaseState.FAILED)
                  .on(Event.CLAIM, AttemptOutcome.CLAIMED, Next.CLAIMED, -1),
              when(AttemptOutcome.EXPIRED, CaseState.FAILED)
                  .on(Event.FAIL, AttemptOutcome.FAILED, Next.FAILED, 0),
              when(AttemptOutcome.EXPIRED, CaseState.FAILED)
                  .on(Event.CLIENT_FAULT, AttemptOutcome.FAILED, Next.AVAILABLE, -1),
              when(AttemptOutcome.REPORTED, CaseState.REPORTED)
                  .on(Event.VERIFY, AttemptOutcome.VERIFIED, Next.VERIFIED, 0),
              when(AttemptOutcome.REPORTED, CaseState.REPORTED)
                  .on(Event.REJECT, AttemptOutcome.REJECTED, Next.AGAIN_OR_FAILED, 1))
          .collect(Collectors.toUnmodifiableMap(Step::key, Function.identity()));

  private CaseRules() {}

  /** What becomes of an attempt and its case; empty when that cannot happen to them. */
  static Optional<Step> step(AttemptOutcome attempt, CaseState testCase, Event event) {
    return Optional.ofNullable(TABLE.get(new Key(attempt, testCase, event)));
  }

  /** What can be said of an attempt. */
  enum Event {
    HEARTBEAT,
    REPORT,
    /** A result without a model to verify. */
    CLAIM,
    FAIL,
    /** The volunteer's computer could not even try: that says nothing of the case. */
    CLIENT_FAULT,
    GIVE_BACK,
    EXPIRE,
    VERIFY,
    REJECT;

    /**
     * Whether this had been said before of an attempt that stands so: said again, it is harmless.
     */
    boolean isRepeatedBy(AttemptOutcome outcome) {
      return switch (this) {
        case REPORT ->
            outcome == AttemptOutcome.REPORTED
                || outcome == AttemptOutcome.VERIFIED
                || outcome == AttemptOutcome.REJECTED;
        case CLAIM -> outcome == AttemptOutcome.CLAIMED;
        case FAIL, CLIENT_FAULT -> outcome == AttemptOutcome.FAILED;
        case GIVE_BACK -> outcome == AttemptOutcome.GIVEN_BACK;
        case HEARTBEAT, EXPIRE, VERIFY, REJECT -> false;
      };
    }
  }

  /**
   * One line of the table.
   *
   * @param attempt what the attempt becomes
   * @param failedAttempts by how much the count of failed attempts changes
   */
  record Step(Key key, AttemptOutcome attempt, Next next, int failedAttempts) {

    /** The case's new count of failed attempts. */
    int failedAfter(int failedBefore) {
      return Math.max(0, failedBefore + failedAttempts);
    }

    /** What the case becomes. */
    CaseState caseState(int failedBefore, int limit) {
      return switch (next) {
        case AVAILABLE -> CaseState.AVAILABLE;
        case LEASED -> CaseState.LEASED;
        case REPORTED -> CaseState.REPORTED;
        case VERIFIED -> CaseState.VERIFIED;
        case CLAIMED -> CaseState.CLAIMED;
        case FAILED -> CaseState.FAILED;
        case AGAIN_OR_FAILED ->
            failedAfter(failedBefore) >= limit ? CaseState.FAILED : CaseState.AVAILABLE;
      };
    }
  }

  /** Where a case goes next. */
  enum Next {
    AVAILABLE,
    LEASED,
    REPORTED,
    VERIFIED,
    CLAIMED,
    FAILED,
    /** Offered again, unless that was the last attempt it had. */
    AGAIN_OR_FAILED
  }

  /** How an attempt and its case stand, and what is said of them. */
  record Key(AttemptOutcome attempt, CaseState testCase, Event event) {}

  private static Standing when(AttemptOutcome attempt, CaseState testCase) {
    return new Standing(attempt, testCase);
  }

  private record Standing(AttemptOutcome attempt, CaseState testCase) {

    Step on(Event event, AttemptOutcome becomes, Next next, int failedAttempts) {
      return new Step(new Key(attempt, testCase, event), becomes, next, failedAttempts);
    }
  }
}
