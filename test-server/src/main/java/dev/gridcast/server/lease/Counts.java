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
 * @param reported wait for verification
 * @param verified have a result that counts
 * @param failed given up
 * @param claimed have a result without a model, which nobody can verify
 */
public record Counts(
    long total,
    long neverLeased,
    long available,
    long leased,
    long reported,
    long verified,
    long failed,
    long claimed) {

  /** The counts of this moment, of so many cases in all. */
  static Counts of(StoreReader reader, long total) {
    Map<CaseState, Long> rows = reader.rowCounts();
    return new Counts(
        total,
        total - reader.cursor(),
        rows.getOrDefault(CaseState.AVAILABLE, 0L),
        rows.getOrDefault(CaseState.LEASED, 0L),
        rows.getOrDefault(CaseState.REPORTED, 0L),
        rows.getOrDefault(CaseState.VERIFIED, 0L),
        rows.getOrDefault(CaseState.FAILED, 0L),
        rows.getOrDefault(CaseState.CLAIMED, 0L));
  }

  /** Cases that have ended, well or badly. */
  public long ended() {
    return verified + failed + claimed;
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
