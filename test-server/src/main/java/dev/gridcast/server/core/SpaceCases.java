package dev.gridcast.server.core;

import dev.gridcast.server.experiment.CaseNeeds;
import dev.gridcast.server.experiment.ParameterSpace;
import dev.gridcast.server.lease.CaseSource;
import dev.gridcast.server.lease.Needs;
import dev.gridcast.server.lease.NewCase;
import dev.gridcast.trainer.work.EngineChoice;
import java.util.Map;
import java.util.OptionalLong;

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

  @Override
  public NewCase describe(long index) {
    Map<String, String> parameters = space.decode(index);
    return new NewCase(space.caseId(parameters), parameters, space.work(index));
  }

  @Override
  public int lanes() {
    return space.lanes();
  }

  @Override
  public Needs needs(int lane) {
    CaseNeeds needs = space.needs(lane);
    return new Needs(
        needs.memoryBytes(),
        needs.gpu(),
        needs.runtimes(),
        needs.engine().map(EngineChoice::key).orElse(""));
  }

  @Override
  public OptionalLong next(int lane, long from) {
    return space.next(lane, from);
  }

  @Override
  public double work(long index) {
    return space.work(index);
  }
}
