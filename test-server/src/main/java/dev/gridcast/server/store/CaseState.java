package dev.gridcast.server.store;

/** Where a test case is in its life. A case that was never leased has no row and no state yet. */
public enum CaseState {
  /** Was leased before and waits for the next volunteer. */
  AVAILABLE,
  /** In a volunteer's hands. */
  LEASED,
  /** A result is stored and waits for verification. */
  REPORTED,
  /** A result was verified: it counts, for good. */
  VERIFIED,
  /** A result without a model was kept: it can never be verified, and never ranks. */
  CLAIMED,
  /** Tried as often as the experiment allows, without a result that counts. */
  FAILED
}
