package dev.gridcast.server.store;

/**
 * A result whose volunteer has not been told yet what became of it.
 *
 * @param lease the lease under which it was trained
 * @param caseIndex the test case
 * @param outcome {@code VERIFIED}, {@code AGREED} or {@code REJECTED}
 * @param reason why not, when it does not count; empty otherwise
 */
public record Untold(String lease, long caseIndex, AttemptOutcome outcome, String reason) {}
