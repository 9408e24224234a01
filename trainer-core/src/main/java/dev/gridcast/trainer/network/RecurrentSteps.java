package dev.gridcast.trainer.network;

/** For how many time steps a recurrent layer multiplies its inputs at once. */
final class RecurrentSteps {

  /** Most sums waiting for their steps: half a MiB, so that they stay in a core's own cache. */
  private static final int SUMS = 128 * 1024;

  private RecurrentSteps() {}

  /**
   * @param sums of one step
   */
  static int atOnce(int steps, int sums) {
    return Math.max(1, Math.min(steps, SUMS / sums));
  }

  /**
   * The most sums that wait at a time, for that many windows or fewer.
   *
   * @param sums of one step, for the most windows
   */
  static int waiting(int steps, int sums) {
    return (int) Math.min((long) steps * sums, Math.max(sums, SUMS));
  }
}
