package dev.gridcast.server.experiment;

import java.util.List;

/**
 * An experiment, ready to run.
 *
 * @param name what the operator calls it
 * @param specification the text of the experiment file, as it was read
 * @param engine the training engine that volunteers are to use, e.g. {@code dl4j}
 * @param seed where all randomness of the experiment starts
 * @param limits how much it may cost
 * @param space the test cases
 * @param dataset the table that all cases share
 */
public record Experiment(
    String name,
    String specification,
    String engine,
    long seed,
    Limits limits,
    ParameterSpace space,
    ExperimentDataset dataset) {

  /**
   * Identifies what is asked, not how it is written: two files with the same fingerprint have the
   * same cases under the same indices, so a store may go on with either. SHA-256 in hex.
   */
  public String fingerprint() {
    return dataset.sha256();
  }

  /** What will be run, in a few lines for people; the exact number of cases is among them. */
  public List<String> describe() {
    return List.of();
  }
}
