package dev.gridcast.trainer.sample;

/**
 * The windows of one range, ready for a network. The arrays are handed out as they are, since they
 * are large and every epoch reads them: treat them as read-only.
 */
public final class Samples {
  private final int count;
  private final int lags;
  private final int features;
  private final int outputs;
  private final float[] inputs;
  private final float[] targets;
  private final int[] targetRows;

  Samples(int lags, int features, int outputs, float[] inputs, float[] targets, int[] targetRows) {
    this.count = targetRows.length;
    this.lags = lags;
    this.features = features;
    this.outputs = outputs;
    this.inputs = inputs;
    this.targets = targets;
    this.targetRows = targetRows;
  }

  /**
   * Samples from arrays that are kept, not copied; for engines' own tests.
   *
   * @throws IllegalArgumentException if the lengths do not agree; targets may have length 0, "not
   *     known"
   */
  public static Samples of(
      int lags, int features, int outputs, float[] inputs, float[] targets, int[] targetRows) {
    boolean agree =
        lags >= 1
            && features >= 0
            && outputs >= 1
            && inputs.length == targetRows.length * lags * features
            && (targets.length == 0 || targets.length == targetRows.length * outputs);
    if (!agree) {
      throw new IllegalArgumentException(
          targetRows.length
              + " samples of "
              + lags
              + " x "
              + features
              + " -> "
              + outputs
              + " do not fit "
              + inputs.length
              + " inputs and "
              + targets.length
              + " targets");
    }
    return new Samples(lags, features, outputs, inputs, targets, targetRows);
  }

  /** How many windows there are. */
  public int count() {
    return count;
  }

  /** Rows per window. */
  public int lags() {
    return lags;
  }

  /** Columns per row; 0 for a forecaster that needs no inputs. */
  public int features() {
    return features;
  }

  /** Numbers forecast per window: [step of the horizon][label]. */
  public int outputs() {
    return outputs;
  }

  /** Scaled inputs, [sample][lag][feature], the oldest row of a window first. */
  public float[] inputs() {
    return inputs;
  }

  /**
   * Scaled targets, [sample][step of the horizon][label]; of length 0 where the targets are not
   * known yet.
   */
  public float[] targets() {
    return targets;
  }

  /** Whether the targets are known; they are not for the window after the last row. */
  public boolean hasTargets() {
    return targets.length > 0;
  }

  /** For each sample, the first row of the table that it forecasts. */
  public int[] targetRows() {
    return targetRows;
  }
}
