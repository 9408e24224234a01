package dev.gridcast.server.store;

/** How one attempt at a test case stands or ended. */
public enum AttemptOutcome {
  /** The lease is held. */
  OPEN,
  /** A result came and waits for the server to score it. */
  REPORTED,
  /** The result's claim is true; whether its training was is still to be seen. */
  SCORED,
  /** The result counts: it is the one of its case. */
  VERIFIED,
  /** The result is the same as the one that counts: it confirms that one. */
  AGREED,
  /** The result came without a model, from a trainer that may: it is kept as a claim. */
  CLAIMED,
  /** The result was judged and does not count. */
  REJECTED,
  /** The volunteer said that the training failed, or could not be started at all. */
  FAILED,
  /** The heartbeats stopped: the volunteer has abandoned the case. */
  EXPIRED,
  /** The volunteer gave the case back untouched. */
  GIVEN_BACK,
  /** Somebody else was faster: the server took the case back. */
  SUPERSEDED
}
