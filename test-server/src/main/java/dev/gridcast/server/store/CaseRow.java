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
 * @param lane which of the experiment's lanes it is in: those cases need the same of a machine
 * @param work how much there is to do, in millions of multiply-adds; 0 when there is nothing to
 *     train
 * @param state where the case is in its life
 * @param offer whether it is on offer
 * @param failedAttempts how many attempts failed that count against the limit
 * @param abandonedAttempts how many attempts were abandoned that count against the limit
 */
public record CaseRow(
    long index,
    String caseId,
    Map<String, String> parameters,
    int lane,
    double work,
    CaseState state,
    CaseOffer offer,
    int failedAttempts,
    int abandonedAttempts) {

  public CaseRow {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    Finite.require("work of case " + index, work);
  }

  /** A case of the first lane that nobody has abandoned, on offer if it is available. */
  public CaseRow(
      long index,
      String caseId,
      Map<String, String> parameters,
      CaseState state,
      int failedAttempts) {
    this(
        index,
        caseId,
        parameters,
        0,
        0,
        state,
        state == CaseState.AVAILABLE ? CaseOffer.AGAIN : CaseOffer.NONE,
        failedAttempts,
        0);
  }
}
