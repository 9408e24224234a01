package dev.gridcast.protocol.message;

import java.util.Map;

/**
 * A test case, leased to this client until its heartbeats stop.
 *
 * @param request the number of the {@link CaseRequest} that this answers
 * @param lease the secret that proves who holds the case
 * @param caseIndex position of the case in the parameter space, from 0
 * @param totalCases how many cases the experiment has
 * @param caseId identity of the case: SHA-256 in hex
 * @param parameters the rows of {@code parameters.csv}, in order
 * @param datasetSha256 the SHA-256 in hex of the bytes of {@code time-series.csv}
 * @param datasetBytes the size of those bytes
 * @param timeLimitSeconds how long the training may take before it must be stopped
 * @param again whether this is a lease that the volunteer held already, on a connection that is no
 *     more, and that it did not name in its request
 */
public record Assignment(
    long request,
    String lease,
    long caseIndex,
    long totalCases,
    String caseId,
    Map<String, String> parameters,
    String datasetSha256,
    long datasetBytes,
    long timeLimitSeconds,
    boolean again)
    implements Message {

  public Assignment {
    Checks.atLeast("request", request, 1);
    Checks.identity("lease", lease);
    Checks.between("caseIndex", caseIndex, 0, totalCases - 1);
    Checks.sha256("caseId", caseId);
    parameters = Checks.map("parameters", parameters, Limits.MAX_PARAMETERS);
    checkText(parameters);
    Checks.sha256("datasetSha256", datasetSha256);
    Checks.between("datasetBytes", datasetBytes, 0, Limits.MAX_BLOB_BYTES);
    Checks.atLeast("timeLimitSeconds", timeLimitSeconds, 1);
  }

  /** A lease that is new to the volunteer. */
  public Assignment(
      long request,
      String lease,
      long caseIndex,
      long totalCases,
      String caseId,
      Map<String, String> parameters,
      String datasetSha256,
      long datasetBytes,
      long timeLimitSeconds) {
    this(
        request,
        lease,
        caseIndex,
        totalCases,
        caseId,
        parameters,
        datasetSha256,
        datasetBytes,
        timeLimitSeconds,
        false);
  }

  private static void checkText(Map<String, String> parameters) {
    long characters = 0;
    for (Map.Entry<String, String> row : parameters.entrySet()) {
      Checks.line("parameter " + row.getKey(), row.getValue(), 0, Limits.MAX_PARAMETER_TEXT);
      characters += row.getKey().length() + row.getValue().length();
    }
    Checks.between("the text of all parameters", characters, 0, Limits.MAX_PARAMETER_TEXT);
  }
}
