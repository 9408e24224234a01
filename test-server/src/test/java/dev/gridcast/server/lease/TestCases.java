package dev.gridcast.server.lease;

import dev.gridcast.server.store.Samples;
import java.util.Map;

/** The cases of the sample experiment. */
record TestCases(long size) implements CaseSource {

  @Override
  public Map<String, String> parameters(long index) {
    return Samples.parameters(index);
  }

  @Override
  public String caseId(long index) {
    return "case-" + index;
  }
}
