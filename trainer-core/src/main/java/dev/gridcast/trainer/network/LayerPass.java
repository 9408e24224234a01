package dev.gridcast.trainer.network;

/**
 * What one layer answers.
 *
 * <p>Numbers lie as [step][window][channel], each row of channels with room behind it up to a
 * multiple of {@link dev.gridcast.trainer.kernel.Kernels#LANES}, where anything may lie: so the
 * rows of one step lie together, and the rows of all steps are one matrix. Implementations have no
 * state but their weights; threads share them.
 */
interface LayerPass {

  /**
   * Answers some windows.
   *
   * @param windows how many there are
   * @param input of the layer; left as it is
   * @param output of the layer, where every channel of every row is written
   * @param scratch {@link #scratch} numbers, of any value, for the layer to use
   */
  void run(int windows, float[] input, float[] output, float[] scratch);

  /** How many numbers it needs besides, for that many windows or fewer. */
  default int scratch(int windows) {
    return 0;
  }
}
