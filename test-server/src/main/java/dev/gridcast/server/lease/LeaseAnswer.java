package dev.gridcast.server.lease;

import java.time.Duration;

/** What the desk says to a volunteer who asks for a case. */
public sealed interface LeaseAnswer {

  /**
   * Here is a case.
   *
   * @param again whether the volunteer held it already and had lost sight of it
   */
  record Granted(Lease lease, boolean again) implements LeaseAnswer {}

  /**
   * Every case is in someone's hands or waits for verification; ask again, one may come back.
   *
   * @param retryAfter how long to wait: until the first lease may end, but at most a few seconds
   */
  record NothingNow(Duration retryAfter) implements LeaseAnswer {}

  /**
   * Cases are left that nobody has in hand, but none that this volunteer's machine can do.
   *
   * @param retryAfter how long to wait
   * @param needs what one of them needs
   */
  record NothingFits(Duration retryAfter, Needs needs) implements LeaseAnswer {}

  /**
   * This volunteer could not even start its last case and is given none for a while, or it would
   * take and return case after case in a tight loop.
   *
   * @param retryAfter how long until it may ask again
   */
  record NotYet(Duration retryAfter) implements LeaseAnswer {}

  /**
   * This volunteer gets no cases until the operator releases it.
   *
   * @param reason one line for people
   */
  record Suspended(String reason) implements LeaseAnswer {}

  /**
   * This volunteer is given nothing more for now: the operator wants it to come to rest.
   *
   * @param retryAfter how long until it may ask again
   */
  record Drained(Duration retryAfter) implements LeaseAnswer {}

  /** Every case has ended; none will come. */
  record AllDone() implements LeaseAnswer {}
}
