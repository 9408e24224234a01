package dev.gridcast.server.core;

import dev.gridcast.server.experiment.ParameterSpace;
import dev.gridcast.server.lease.CaseSource;
import java.util.Map;

/** The parameter space as the lease desk sees it; neither room has to know the other. */
public record SpaceCases(ParameterSpace space) implements CaseSource {

  @Override
  public long size() {
    return space.size();
  }

  @Override
  public Map<String, String> parameters(long index) {
    return space.decode(index);
  }

  @Override
  public String caseId(long index) {
    return space.caseId(index);
  }
}
