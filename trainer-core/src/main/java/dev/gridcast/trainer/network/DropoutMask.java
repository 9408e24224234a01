package dev.gridcast.trainer.network;

/**
 * Which numbers a dropout layer keeps (N. Srivastava et al., "Dropout", JMLR 15, 2014; inverted:
 * the kept ones are divided by the share that is kept). The same for every engine: a function of
 * seed, layer and step of the optimiser, so nothing has to be remembered when a training resumes.
 */
public final class DropoutMask {

  private DropoutMask() {}

  /**
   * Writes the factors of one batch, each 0 or {@code 1 / (1 - rate)}.
   *
   * @param factors [step of the sequence][window of the batch][channel]
   * @param count how many of them, from 0 on
   * @param rate the probability of 0
   * @param seed of the training
   * @param layer place of the layer in the architecture, from 0
   * @param step of the optimiser, from 0
   */
  public static void fill(
      float[] factors, int count, double rate, long seed, int layer, long step) {
    SeededRandom random = SeededRandom.of(seed, (step << 8) + layer + 1);
    float kept = (float) (1 / (1 - rate));
    for (int i = 0; i < count; i++) {
      factors[i] = random.nextFloat() < rate ? 0 : kept;
    }
  }
}
