package dev.gridcast.server.lease;

/** What the desk says to a volunteer who ends a lease with a result, a failure, or unfinished. */
public sealed interface EndAnswer {

  /**
   * It is on disk: the volunteer may forget it.
   *
   * @param caseIndex the test case
   * @param repeated whether the same had been said before, and nothing changed now
   */
  record Stored(long caseIndex, boolean repeated) implements EndAnswer {}

  /**
   * Not the holder of that case; nothing changed.
   *
   * @param reason one line for people
   */
  record LeaseLost(String reason) implements EndAnswer {}
}
