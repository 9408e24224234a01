package dev.gridcast.server.lease;

/**
 * A lease that ended because its heartbeats stopped.
 *
 * @param token the lease
 * @param caseIndex the test case
 * @param volunteer who held it
 * @param caseFailed whether that was the last attempt the case had
 */
public record EndedLease(String token, long caseIndex, String volunteer, boolean caseFailed) {}
