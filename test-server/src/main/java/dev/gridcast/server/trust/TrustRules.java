package dev.gridcast.server.trust;

import java.time.Duration;

/**
 * How suspicious a server is.
 *
 * @param audits whether trainings are audited at all; without, every volunteer is the operator's
 *     own
 * @param trustedAfter confirmed results in a row from which on a volunteer's results may count
 *     without a second training; 10 is BOINC's figure
 * @param leaders a result that would be among so many best ones is always audited
 * @param mostResults when so many trainings of a case do not settle it, no more are asked for
 * @param blameToSuspend at how much blame a volunteer gets no more cases: a result that was found
 *     false weighs 2, a failure at a case that somebody else could train 1
 * @param patience for how long another volunteer must not have been seen before a result counts for
 *     want of anybody who could audit it
 */
public record TrustRules(
    boolean audits,
    int trustedAfter,
    int leaders,
    int mostResults,
    int blameToSuspend,
    Duration patience) {

  /** What holds unless the operator says otherwise. */
  public static final TrustRules STANDARD =
      new TrustRules(true, 10, 10, 5, 6, Duration.ofMinutes(10));

  /** The same without audits. */
  public TrustRules withoutAudits() {
    return new TrustRules(false, trustedAfter, leaders, mostResults, blameToSuspend, patience);
  }
}
