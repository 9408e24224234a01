package dev.gridcast.server.lease;

/** What the desk does about an attempt, beside noting how it stands now. */
enum Action {
  /** Moves its deadline. */
  KEEP,
  /** Puts it into its volunteer's hands again, if its case is still on offer. */
  REOPEN,
  /** Keeps its result, which then waits to be scored. */
  STORE,
  /** Keeps its result as a claim, and takes the case from everybody else. */
  STORE_CLAIM,
  /** Ends it; it counts against nobody. */
  END,
  /** Ends it; it is one of the failures that its case may have. */
  END_FAILED,
  /** Ends it; it is one of the silences that its case may have. */
  END_ABANDONED,
  /** Keeps what was found of its result. */
  SCORE,
  /** Makes its result the one that counts. */
  COUNT,
  /** Notes that its result confirms the one that counts. */
  AGREE,
  /** Notes that its result does not count. */
  REJECT,
  /** The same, and it is one of the failures that its case may have. */
  REJECT_FAILED,
  /** Makes its result a merely scored one. */
  DOUBT,
  /** Takes it off what its case is charged with. */
  FORGIVE;

  /** Whether the attempt counts against the limits of its case from now on. */
  boolean counts() {
    return this == END_FAILED || this == END_ABANDONED || this == REJECT_FAILED;
  }

  /** Whether the attempt ends now; when not, it keeps the time at which it ended. */
  boolean ends() {
    return switch (this) {
      case STORE, STORE_CLAIM, END, END_FAILED, END_ABANDONED -> true;
      case KEEP, REOPEN, SCORE, COUNT, AGREE, REJECT, REJECT_FAILED, DOUBT, FORGIVE -> false;
    };
  }
}
