package dev.gridcast.server.lease;

import dev.gridcast.server.store.AttemptOutcome;

/** What can be said of an attempt. */
enum Event {
  /** Its volunteer is still at it. */
  HEARTBEAT,
  /** Its volunteer returns a result with a model. */
  REPORT,
  /** Its volunteer returns a result without a model to verify. */
  CLAIM,
  /** Its volunteer says that the training failed. */
  FAIL,
  /** Its volunteer's computer could not even try: that says nothing of the case. */
  CLIENT_FAULT,
  /** Its volunteer returns the case untouched. */
  GIVE_BACK,
  /** Nothing was heard of it in time. */
  EXPIRE,
  /** The server found the result's figures true. */
  SCORE,
  /** The result is the one that counts. */
  COUNT,
  /** The result is the same as the one that counts. */
  AGREE,
  /** The result does not count, and its volunteer is to blame. */
  REFUTE,
  /** The result does not count, and nobody knows whose fault it is: the case's, for all we know. */
  REJECT,
  /** What was settled is open again. */
  DOUBT,
  /** Somebody else was faster. */
  SUPERSEDE,
  /** It counts against its case no more. */
  FORGIVE;

  /** Whether this had been said before of an attempt that stands so: said again, it is harmless. */
  boolean isRepeatedBy(AttemptOutcome outcome) {
    return switch (this) {
      case REPORT ->
          switch (outcome) {
            case REPORTED, SCORED, VERIFIED, AGREED, REJECTED -> true;
            case OPEN, CLAIMED, FAILED, EXPIRED, GIVEN_BACK, SUPERSEDED -> false;
          };
      case CLAIM -> outcome == AttemptOutcome.CLAIMED;
      case FAIL, CLIENT_FAULT -> outcome == AttemptOutcome.FAILED;
      case GIVE_BACK -> outcome == AttemptOutcome.GIVEN_BACK;
      case HEARTBEAT, EXPIRE, SCORE, COUNT, AGREE, REFUTE, REJECT, DOUBT, SUPERSEDE, FORGIVE ->
          false;
    };
  }
}
