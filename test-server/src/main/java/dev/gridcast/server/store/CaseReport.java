package dev.gridcast.server.store;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a report: a test case with the attempt that speaks for it.
 *
 * @param testCase the case
 * @param outcomes how many attempts there were of each outcome; without those of which there were
 *     none
 * @param attempt the attempt that holds the case, gave it its result, or was the last one
 * @param volunteerName the name to show of the attempt's volunteer
 * @param claim what the volunteer claimed; null when that attempt brought no result
 * @param reportedAt when that result was stored; null when there is none
 * @param judgedAt when that result was verified or rejected; null when it was not yet
 * @param verification what the server found; null unless the result counts
 * @param confirmation on what ground it counts; null unless it does
 */
public record CaseReport(
    CaseRow testCase,
    Map<AttemptOutcome, Integer> outcomes,
    Attempt attempt,
    String volunteerName,
    @Nullable Claim claim,
    @Nullable Instant reportedAt,
    @Nullable Instant judgedAt,
    @Nullable Verification verification,
    @Nullable Confirmation confirmation) {

  public CaseReport {
    Map<AttemptOutcome, Integer> copy = new EnumMap<>(AttemptOutcome.class);
    copy.putAll(outcomes);
    outcomes = Collections.unmodifiableMap(copy);
  }

  /** How many attempts there were, whatever their outcome. */
  public int attempts() {
    return outcomes.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many attempts there were of one outcome. */
  public int attempts(AttemptOutcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  /** How many other trainings came to the same as the result that counts. */
  public int witnesses() {
    return attempts(AttemptOutcome.AGREED);
  }
}
