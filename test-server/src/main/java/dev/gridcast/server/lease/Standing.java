package dev.gridcast.server.lease;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseState;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a case is, as follows from its attempts and from nothing else.
 *
 * @param failedAttempts how many failures it is charged with
 * @param abandonedAttempts how many silences it is charged with
 */
record Standing(CaseState state, CaseOffer offer, int failedAttempts, int abandonedAttempts) {

  /** Where a case may go from where it is. What is not in the table cannot happen. */
  private static final Map<CaseState, Set<CaseState>> CHANGES = changes();

  /** Where the case is that these are all attempts of. */
  static Standing of(Collection<Attempt> attempts, LeaseRules rules) {
    int failed = (int) failures(attempts).count();
    int abandoned =
        (int)
            attempts.stream()
                .filter(one -> one.counted() && one.outcome() == AttemptOutcome.EXPIRED)
                .count();
    boolean open = any(attempts, AttemptOutcome.OPEN);
    CaseState state = state(attempts, rules, open, failed, abandoned);
    return new Standing(state, offer(state, open), failed, abandoned);
  }

  private static CaseState state(
      Collection<Attempt> attempts, LeaseRules rules, boolean open, int failed, int abandoned) {
    if (any(attempts, AttemptOutcome.VERIFIED)) {
      return CaseState.VERIFIED;
    }
    if (any(attempts, AttemptOutcome.CLAIMED)) {
      return CaseState.CLAIMED;
    }
    if (any(attempts, AttemptOutcome.REPORTED)) {
      return CaseState.REPORTED;
    }
    boolean scored = any(attempts, AttemptOutcome.SCORED);
    if (open) {
      return scored ? CaseState.SCORED : CaseState.LEASED;
    }
    if (failed >= rules.attempts()) {
      if (failures(attempts).map(Attempt::volunteer).distinct().count() > 1) {
        return CaseState.QUARANTINED;
      }
      if (!scored) {
        return CaseState.FAILED; // beside a result, one volunteer's failures are its own
      }
    }
    if (abandoned >= rules.abandonments()) {
      return CaseState.ABANDONED;
    }
    return scored ? CaseState.SCORED : CaseState.AVAILABLE;
  }

  private static CaseOffer offer(CaseState state, boolean open) {
    if (state == CaseState.AVAILABLE) {
      return CaseOffer.AGAIN;
    }
    return state == CaseState.SCORED && !open ? CaseOffer.WITNESS : CaseOffer.NONE;
  }

  private static Stream<Attempt> failures(Collection<Attempt> attempts) {
    return attempts.stream()
        .filter(Attempt::counted)
        .filter(
            one ->
                one.outcome() == AttemptOutcome.FAILED || one.outcome() == AttemptOutcome.REJECTED);
  }

  private static boolean any(Collection<Attempt> attempts, AttemptOutcome outcome) {
    return attempts.stream().anyMatch(one -> one.outcome() == outcome);
  }

  /** Whether a case may go from one state to another at once. To stay is always allowed. */
  static boolean isLegal(CaseState from, CaseState to) {
    return from == to || CHANGES.getOrDefault(from, Set.of()).contains(to);
  }

  /**
   * Refuses what a case can never do.
   *
   * @throws IllegalStateException when it may not go there
   */
  static void requireLegal(long caseIndex, CaseState from, CaseState to) {
    if (!isLegal(from, to)) {
      throw new IllegalStateException(
          "case " + caseIndex + " cannot go from " + from + " to " + to);
    }
  }

  private static Map<CaseState, Set<CaseState>> changes() {
    Map<CaseState, Set<CaseState>> changes = new EnumMap<>(CaseState.class);
    changes.put(
        CaseState.AVAILABLE,
        EnumSet.of(
            CaseState.LEASED,
            CaseState.REPORTED,
            CaseState.CLAIMED,
            CaseState.FAILED,
            CaseState.QUARANTINED));
    changes.put(
        CaseState.LEASED,
        EnumSet.of(
            CaseState.AVAILABLE,
            CaseState.REPORTED,
            CaseState.CLAIMED,
            CaseState.FAILED,
            CaseState.QUARANTINED,
            CaseState.ABANDONED));
    changes.put(
        CaseState.REPORTED,
        EnumSet.of(
            CaseState.AVAILABLE,
            CaseState.LEASED,
            CaseState.SCORED,
            CaseState.VERIFIED,
            CaseState.FAILED,
            CaseState.QUARANTINED,
            CaseState.ABANDONED));
    changes.put(
        CaseState.SCORED,
        EnumSet.of(
            CaseState.AVAILABLE,
            CaseState.LEASED,
            CaseState.REPORTED,
            CaseState.VERIFIED,
            CaseState.QUARANTINED,
            CaseState.ABANDONED));
    changes.put(
        CaseState.VERIFIED,
        EnumSet.of(
            CaseState.REPORTED,
            CaseState.SCORED,
            CaseState.CLAIMED,
            CaseState.QUARANTINED,
            CaseState.ABANDONED));
    changes.put(CaseState.CLAIMED, EnumSet.of(CaseState.VERIFIED));
    changes.put(
        CaseState.FAILED,
        EnumSet.of(
            CaseState.AVAILABLE,
            CaseState.REPORTED,
            CaseState.CLAIMED,
            CaseState.QUARANTINED,
            CaseState.ABANDONED));
    changes.put(
        CaseState.QUARANTINED,
        EnumSet.of(
            CaseState.AVAILABLE,
            CaseState.REPORTED,
            CaseState.SCORED,
            CaseState.VERIFIED,
            CaseState.CLAIMED,
            CaseState.FAILED,
            CaseState.ABANDONED));
    changes.put(
        CaseState.ABANDONED,
        EnumSet.of(
            CaseState.AVAILABLE,
            CaseState.REPORTED,
            CaseState.SCORED,
            CaseState.VERIFIED,
            CaseState.CLAIMED,
            CaseState.FAILED,
            CaseState.QUARANTINED));
    return changes;
  }
}
