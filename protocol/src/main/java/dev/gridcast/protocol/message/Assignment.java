package dev.gridcast.protocol.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A test case, leased to this client until its heartbeats stop.
 *
 * @param lease the secret that proves who holds the case
 * @param caseIndex position of the case in the parameter space, from 0
 * @param totalCases how many cases the experiment has
 * @param caseId identity of the case: SHA-256 in hex
 * @param parameters the rows of {@code parameters.csv}, in order
 * @param datasetSha256 the SHA-256 in hex of the bytes of {@code time-series.csv}
 * @param datasetBytes the size of those bytes
 * @param timeLimitSeconds how long the training may take before it must be stopped
 */
public record Assignment(
    String lease,
    long caseIndex,
    long totalCases,
    String caseId,
    Map<String, String> parameters,
    String datasetSha256,
    long datasetBytes,
    long timeLimitSeconds)
    implements Message {

  public Assignment {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
