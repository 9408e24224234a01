package dev.gridcast.server.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A test case that was leased at least once.
 *
 * @param index position in the parameter space, from 0
 * @param caseId identity: SHA-256 in hex of the canonical parameters and the dataset
 * @param parameters the complete parameters, in order, as they were when the case was first leased;
 *     this record, not the volunteer's, is what a result is judged by
 * @param state where the case is in its life
 * @param failedAttempts how many attempts counted against the limit
 */
public record CaseRow(
    long index,
    String caseId,
    Map<String, String> parameters,
    CaseState state,
    int failedAttempts) {

  public CaseRow {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
