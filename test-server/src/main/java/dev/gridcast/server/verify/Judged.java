package dev.gridcast.server.verify;

/**
 * A result whose judgement is in the store.
 *
 * @param lease the lease under which it was trained
 * @param caseIndex the test case
 * @param volunteer the identity of who trained it
 * @param judgement what was found
 */
public record Judged(String lease, long caseIndex, String volunteer, Judgement judgement) {}
