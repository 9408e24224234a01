package dev.gridcast.server.lease;

import dev.gridcast.server.store.Samples;
import java.util.Map;

/**
 * The cases of the sample experiment, in one lane.
 *
 * @param work how much there is to do for each
 */
record TestCases(long size, double work) implements CaseSource {

  TestCases(long size) {
    this(size, 0);
  }

  @Override
  public Map<String, String> parameters(long index) {
    return Samples.parameters(index);
  }

  @Override
  public String caseId(long index) {
    return "case-" + index;
  }

  @Override
  public double work(long index) {
    return work;
  }
}
