package dev.gridcast.server.store;

/**
 * What a volunteer has done so far in this experiment.
 *
 * @param verified results of its that count
 * @param agreed trainings of its that confirmed another volunteer's result
 * @param rejected results that were judged and do not count
 * @param failed attempts that failed
 * @param abandoned leases whose heartbeats stopped
 * @param computeMillis time from lease to report of the results that are verified or agreed, but
 *     never more than their claimed training time; milliseconds
 * @param streak results in a row that a second training confirmed; 0 after an invalid one
 * @param blamed how much it is blamed for since its last result that counted: 1 for a failure at a
 *     case that others did, 2 for a result that was found false
 * @param workPerSecond how much work of cases it does a second, a moving average in the units of
 *     {@link CaseRow#work()}; 0 when not known yet
 */
public record TrackRecord(
    long verified,
    long agreed,
    long rejected,
    long failed,
    long abandoned,
    long computeMillis,
    int streak,
    int blamed,
    double workPerSecond) {

  /** Nothing done yet. */
  public static final TrackRecord NEW = new TrackRecord(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Valid results among all attempts that ended, from 0 to 1; 0 when none has. */
  public double reliability() {
    long valid = verified + agreed;
    long all = valid + rejected + failed + abandoned;
    return all == 0 ? 0 : (double) valid / all;
  }
}
