package dev.gridcast.server.lease;

import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.StoreReader;
import java.util.Map;

/**
 * How many test cases are where. The parts add up to the total.
 *
 * @param total all cases of the experiment
 * @param neverLeased nobody has had these yet
 * @param available came back and wait for the next volunteer
 * @param leased in volunteers' hands
 * @param reported wait for the server to score their result
 * @param scored have a result that waits for a second training
 * @param verified have a result that counts
 * @param claimed have a result without a model, which nobody can verify
 * @param failed given up after failing with one volunteer only
 * @param quarantined given up after failing with several volunteers
 * @param abandoned given up after several volunteers fell silent over it
 */
public record Counts(
    long total,
    long neverLeased,
    long available,
    long leased,
    long reported,
    long scored,
    long verified,
    long claimed,
    long failed,
    long quarantined,
    long abandoned) {

  /** The counts of this moment, of so many cases in all. */
  public static Counts of(StoreReader reader, long total) {
    Map<CaseState, Long> rows = reader.rowCounts();
    return new Counts(
        total,
        total - rows.values().stream().mapToLong(count -> count).sum(),
        rows.getOrDefault(CaseState.AVAILABLE, 0L),
        rows.getOrDefault(CaseState.LEASED, 0L),
        rows.getOrDefault(CaseState.REPORTED, 0L),
        rows.getOrDefault(CaseState.SCORED, 0L),
        rows.getOrDefault(CaseState.VERIFIED, 0L),
        rows.getOrDefault(CaseState.CLAIMED, 0L),
        rows.getOrDefault(CaseState.FAILED, 0L),
        rows.getOrDefault(CaseState.QUARANTINED, 0L),
        rows.getOrDefault(CaseState.ABANDONED, 0L));
  }

  /** Cases that ended without a result; the operator can release them. */
  public long endedBadly() {
    return failed + quarantined + abandoned;
  }

  /** Cases that have ended, well or badly. */
  public long ended() {
    return verified + claimed + endedBadly();
  }

  /** Cases that have not ended. */
  public long left() {
    return total - ended();
  }

  /** Whether every case has ended. */
  public boolean done() {
    return left() == 0;
  }
}
