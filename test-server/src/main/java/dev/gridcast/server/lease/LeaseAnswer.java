package dev.gridcast.server.lease;

import java.time.Duration;

/** What the desk says to a volunteer who asks for a case. */
public sealed interface LeaseAnswer {

  /** Here is a case. */
  record Granted(Lease lease) implements LeaseAnswer {}

  /**
   * Every case is in someone's hands or waits for verification; ask again, one may come back.
   *
   * @param retryAfter how long to wait: until the first lease may end, but at most a few seconds
   */
  record NothingNow(Duration retryAfter) implements LeaseAnswer {}

  /**
   * This volunteer could not even start its last case and is given none for a while, or it would
   * take and return case after case in a tight loop.
   *
   * @param retryAfter how long until it may ask again
   */
  record NotYet(Duration retryAfter) implements LeaseAnswer {}

  /** Every case has ended; none will come. */
  record AllDone() implements LeaseAnswer {}
}
