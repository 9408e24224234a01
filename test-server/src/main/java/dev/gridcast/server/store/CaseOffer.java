package dev.gridcast.server.store;

/** Whether, and for what, a case that was leased before is on offer. */
public enum CaseOffer {
  /** It is not: it is in hand, waits for the server, or has ended. */
  NONE,
  /** It came back without a result and waits for its next volunteer. */
  AGAIN,
  /** It has a result, and waits for somebody who did not train it yet to train it as well. */
  WITNESS
}
