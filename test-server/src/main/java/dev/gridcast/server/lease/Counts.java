package dev.gridcast.server.lease;

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
 */
public record Counts(
    long total,
    long neverLeased,
    long available,
    long leased,
    long reported,
    long verified,
    long failed) {

  /** Cases that have ended, well or badly. */
  public long ended() {
    return verified + failed;
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
