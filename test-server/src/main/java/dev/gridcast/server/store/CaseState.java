package dev.gridcast.server.store;

/** Where a test case is in its life. A case that was never leased has no row and no state yet. */
public enum CaseState {
  /** Was leased before and waits for the next volunteer. */
  AVAILABLE,
  /** In a volunteer's hands. */
  LEASED,
  /** A result is stored and waits for the server to score it. */
  REPORTED,
  /** A result was scored, and waits for a second training that comes to the same. */
  SCORED,
  /** A result counts. */
  VERIFIED,
  /** A result without a model was kept: it can never be verified, and never ranks. */
  CLAIMED,
  /**
   * Tried as often as the experiment allows, by one volunteer only: nobody can say who is at fault.
   */
  FAILED,
  /** Failed with one volunteer after the other: the case itself is at fault. */
  QUARANTINED,
  /** One volunteer after the other fell silent over it. */
  ABANDONED;

  /** Whether it ended without a result; the operator can release it. */
  public boolean endedBadly() {
    return this == FAILED || this == QUARANTINED || this == ABANDONED;
  }

  /** Whether nothing more is to be done for it. */
  public boolean ended() {
    return this == VERIFIED || this == CLAIMED || endedBadly();
  }
}
