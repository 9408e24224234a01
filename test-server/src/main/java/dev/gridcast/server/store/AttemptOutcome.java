package dev.gridcast.server.store;

/** How one attempt at a test case stands or ended. */
public enum AttemptOutcome {
  /** The lease is held. */
  OPEN,
  /** A result came and waits for verification. */
  REPORTED,
  /** The result counts. */
  VERIFIED,
  /** The result came without a model, from a trainer that may: it is kept as a claim. */
  CLAIMED,
  /** The result was judged and does not count. */
  REJECTED,
  /** The volunteer said that the training failed, or could not be started at all. */
  FAILED,
  /** The heartbeats stopped. */
  EXPIRED,
  /** The volunteer gave the case back untouched. */
  GIVEN_BACK
}
