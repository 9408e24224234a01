package dev.gridcast.server.lease;

import java.util.Map;

/**
 * All that is to be known of a case before anybody has it.
 *
 * @param caseId its identity: SHA-256 in hex of the canonical parameters and the dataset
 * @param parameters complete, in order
 * @param work how much there is to do, as {@link CaseSource#work} says
 */
public record NewCase(String caseId, Map<String, String> parameters, double work) {}
