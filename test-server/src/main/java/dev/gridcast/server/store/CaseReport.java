package dev.gridcast.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a report: a test case with the attempt that speaks for it.
 *
 * @param testCase the case
 * @param attempts how many attempts there were, whatever their outcome
 * @param attempt the attempt that holds the case, gave it its result, or was the last one
 * @param volunteerName the name to show of the attempt's volunteer
 * @param claim what the volunteer claimed; null when that attempt brought no result
 * @param reportedAt when that result was stored; null when there is none
 * @param judgedAt when that result was verified or rejected; null when it was not yet
 * @param verification what the server found; null unless the result counts
 */
public record CaseReport(
    CaseRow testCase,
    int attempts,
    Attempt attempt,
    String volunteerName,
    @Nullable Claim claim,
    @Nullable Instant reportedAt,
    @Nullable Instant judgedAt,
    @Nullable Verification verification) {}
