package dev.gridcast.server.store;

import java.util.List;

/**
 * What a store remembers of its experiment, so that results can be read without the experiment's
 * files and a different experiment is not mixed in.
 *
 * @param name the experiment's name
 * @param specification the text of the experiment file
 * @param spaceHash SHA-256 in hex of the parameter space: two experiments with the same hash give
 *     the same case the same index
 * @param datasetSha256 SHA-256 in hex of the canonical bytes of the whole dataset
 * @param totalCases how many test cases there are, at least 1
 * @param labels the forecast columns, in order
 * @param parameters the names of all parameters of a case, in order
 * @param varying those of {@code parameters} that differ from case to case, in order
 */
public record ExperimentRecord(
    String name,
    String specification,
    String spaceHash,
    String datasetSha256,
    long totalCases,
    List<String> labels,
    List<String> parameters,
    List<String> varying) {

  public ExperimentRecord {
    if (totalCases < 1) {
      throw new IllegalArgumentException("an experiment needs at least 1 case, not " + totalCases);
    }
    labels = List.copyOf(labels);
    parameters = List.copyOf(parameters);
    varying = List.copyOf(varying);
    if (!parameters.containsAll(varying)) {
      throw new IllegalArgumentException(
          "varying " + varying + " must all be among the parameters " + parameters);
    }
  }
}
